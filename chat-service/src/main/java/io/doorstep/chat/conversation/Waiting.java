package io.doorstep.chat.conversation;

import java.time.Instant;

/**
 * What a conversation waits for an answer to.
 *
 * @param first sequence of the first message that nobody has answered; {@link Message#PENDING} while the log has not taken
 *     it
 * @param since when that was written
 */
public record Waiting(long first, Instant since) {}
