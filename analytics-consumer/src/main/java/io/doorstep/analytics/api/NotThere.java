package io.doorstep.analytics.api;

/** What was asked for is not there; the message says so in a sentence. */
final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotThere(String message) {
        super(message);
    }
}
