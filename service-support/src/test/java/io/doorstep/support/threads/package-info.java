@NullMarked
package io.doorstep.support.threads;

import org.jspecify.annotations.NullMarked;
