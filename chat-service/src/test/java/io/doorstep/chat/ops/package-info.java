/** What operators may ask for. */
@NullMarked
package io.doorstep.chat.ops;

import org.jspecify.annotations.NullMarked;
