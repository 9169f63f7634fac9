/** The desk, without sockets and without a topic. */
@NullMarked
package io.doorstep.chat.desk;

import org.jspecify.annotations.NullMarked;
