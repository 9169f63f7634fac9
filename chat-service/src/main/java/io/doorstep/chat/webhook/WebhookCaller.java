package io.doorstep.chat.webhook;

/** Makes one call. */
@FunctionalInterface
interface WebhookCaller extends AutoCloseable {

    /** @param timestamp of this call, in epoch seconds */
    WebhookAnswer call(WebhookMessage message, long timestamp) throws InterruptedException;

    @Override
    default void close() {}
}
