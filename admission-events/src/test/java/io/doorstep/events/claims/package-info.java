@NullMarked
package io.doorstep.events.claims;

import org.jspecify.annotations.NullMarked;
