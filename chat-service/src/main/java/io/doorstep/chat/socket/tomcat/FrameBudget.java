package io.doorstep.chat.socket.tomcat;

import java.time.Duration;

/**
 * How much one peer may send, whatever it is: frames of any kind, pings too, and bytes, in any second that begins with a
 * frame.
 *
 * @param framesPerSecond at least 1
 * @param bytesPerSecond at least 1
 */
public record FrameBudget(int framesPerSecond, long bytesPerSecond) {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** What a peer has sent in its latest second. Used on the thread that reads. */
    static final class Spent {
        private long sinceNanos;
        private int frames;
        private long bytes;

        /** Adds a piece of a frame; false where that is more than the budget has. */
        boolean add(FrameBudget budget, boolean frameEnds, int moreBytes, long nowNanos) {
            if ((frames == 0 && bytes == 0) || nowNanos - sinceNanos >= SECOND) {
                sinceNanos = nowNanos;
                frames = 0;
                bytes = 0;
            }
            frames += frameEnds ? 1 : 0;
            bytes += moreBytes;
            return frames <= budget.framesPerSecond && bytes <= budget.bytesPerSecond;
        }
    }
}
