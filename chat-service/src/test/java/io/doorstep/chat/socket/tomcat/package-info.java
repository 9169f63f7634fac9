@NullMarked
package io.doorstep.chat.socket.tomcat;

import org.jspecify.annotations.NullMarked;
