@NullMarked
package io.doorstep.testing.machine;

import org.jspecify.annotations.NullMarked;
