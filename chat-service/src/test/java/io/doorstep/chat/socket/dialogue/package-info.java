@NullMarked
package io.doorstep.chat.socket.dialogue;

import org.jspecify.annotations.NullMarked;
