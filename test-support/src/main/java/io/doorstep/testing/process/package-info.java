/** Programs of this build as processes of their own, which tests kill, freeze and read. */
@NullMarked
package io.doorstep.testing.process;

import org.jspecify.annotations.NullMarked;
