@NullMarked
package io.doorstep.chat.socket.upgrade;

import org.jspecify.annotations.NullMarked;
