package io.doorstep.stack;

import org.jspecify.annotations.Nullable;

/** Why the stack does not start, as one sentence for the person at the terminal. */
final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    private StartRefused(int status, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.status = status;
    }

    /** The command line makes no sense. */
    static StartRefused usage(String sentence) {
        return new StartRefused(2, sentence, null);
    }

    /** Something on this machine, or in a setting, stands in the way. */
    static StartRefused because(String sentence, @Nullable Throwable cause) {
        return new StartRefused(1, sentence, cause);
    }

    /** What the process exits with. */
    int status() {
        return status;
    }
}
