@NullMarked
package io.doorstep.chat.claims;

import org.jspecify.annotations.NullMarked;
