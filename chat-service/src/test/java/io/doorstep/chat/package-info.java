/** The service as a whole, over real TCP, without a broker. */
@NullMarked
package io.doorstep.chat;

import org.jspecify.annotations.NullMarked;
