/**
 * Who hears a message. Knows participants and a log to append to, not the sockets or the topic behind them.
 */
@NullMarked
package io.doorstep.chat.conversation;

import org.jspecify.annotations.NullMarked;
