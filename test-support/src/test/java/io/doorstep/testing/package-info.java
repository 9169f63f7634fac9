/** Tests of the tests' own means. */
@NullMarked
package io.doorstep.testing;

import org.jspecify.annotations.NullMarked;
