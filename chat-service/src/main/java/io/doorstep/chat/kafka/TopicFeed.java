package io.doorstep.chat.kafka;

import io.doorstep.events.EventEnvelope;

/** What is done with a topic that is followed. Called on the thread that follows it. */
@FunctionalInterface
interface TopicFeed {

    /** @param whole whether it is read from its very first record */
    default void onBegin(boolean whole) {}

    /** There is no such topic yet, so nothing was there. */
    default void onAbsent() {}

    void onEvent(long offset, EventEnvelope envelope);

    /** All that was there at the start has been read. */
    default void onCaughtUp() {}
}
