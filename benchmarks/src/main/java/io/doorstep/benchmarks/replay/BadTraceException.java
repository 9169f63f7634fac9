package io.doorstep.benchmarks.replay;

/** A trace that cannot be replayed; the message is one sentence for the person who named the file. */
public final class BadTraceException extends Exception {
    private static final long serialVersionUID = 1L;

    BadTraceException(String message) {
        super(message);
    }
}
