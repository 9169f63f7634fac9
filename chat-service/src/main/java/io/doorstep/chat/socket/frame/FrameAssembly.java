package io.doorstep.chat.socket.frame;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.TextMessage;

/** Puts the pieces together in which the text frames of one socket come. Used on the thread that reads. */
public final class FrameAssembly {
    /** Characters of a frame. */
    public static final int MOST = 32 * 1024;

    private @Nullable StringBuilder before;

    public sealed interface Result {

        record Whole(String text) implements Result {}

        record Unfinished() implements Result {}

        record TooLong() implements Result {}
    }

    public Result add(TextMessage piece) {
        StringBuilder all = before;
        if ((all == null ? 0 : all.length()) + piece.getPayload().length() > MOST) {
            before = null;
            return new Result.TooLong();
        }
        if (all == null && piece.isLast()) {
            return new Result.Whole(piece.getPayload());
        }
        if (all == null) {
            all = new StringBuilder();
            before = all;
        }
        all.append(piece.getPayload());
        if (!piece.isLast()) {
            return new Result.Unfinished();
        }
        before = null;
        return new Result.Whole(all.toString());
    }
}
