/** The broker and its end. */
@NullMarked
package io.doorstep.stack.broker;

import org.jspecify.annotations.NullMarked;
