/** Tests of the stack's own parts within this JVM; whole processes are in the system tests. */
@NullMarked
package io.doorstep.stack;

import org.jspecify.annotations.NullMarked;
