package io.doorstep.analytics.api;

/** What was asked for is not there; the message says so in a sentence. */
public final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotThere(String message) {
        super(message);
    }
}
