@NullMarked
package io.doorstep.chat.socket.frame;

import org.jspecify.annotations.NullMarked;
