package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * What one client did inside within one minute on one instance. Only of minutes in which it did something; what it was
 * refused at the door is a {@link Violation}. Its time is the end of the minute.
 *
 * @param client keyed hash of the client
 * @param productId absent where the client was on several
 * @param windowStartMs start of the minute in milliseconds since the epoch
 * @param windowMs its length in milliseconds
 * @param opened sockets that were admitted
 * @param connections sockets it held after the last thing it did
 * @param connectionsPeak the most sockets it held at once
 * @param messages chat messages that were admitted
 * @param messagesRefused chat messages over the limit
 * @param sessionMessages the most messages of one of its sessions, refused ones included, since that is what the limit
 *     counts
 * @param sessions sessions it was given
 * @param sessionsInLimitWindow sessions it had been given in the window of the session limit, when the last of them was;
 *     absent where it was given none
 */
public record ConnectionActivity(String client, @Nullable String productId, Tier tier, @Nullable String country,
        long windowStartMs, long windowMs, int opened, int connections, int connectionsPeak, long messages,
        long messagesRefused, long sessionMessages, int sessions,
        @Nullable Integer sessionsInLimitWindow) implements Event {

    public ConnectionActivity {
        Promise.name("client", client);
        Promise.optionalName("product_id", productId);
        Promise.present("tier", tier);
        Promise.optionalName("country", country);
        Promise.atLeast(0, "window_start_ms", windowStartMs);
        Promise.atLeast(0, "window_ms", windowMs);
    }

    public static Builder builder(String client, Tier tier) {
        return new Builder(client, tier);
    }

    @Override
    public String key() {
        return client;
    }

    /** With each component by its name, since most are numbers; those that are not given are 0, empty or absent. */
    public static final class Builder {
        private final String client;
        private @Nullable String productId;
        private final Tier tier;
        private @Nullable String country;
        private long windowStartMs;
        private long windowMs;
        private int opened;
        private int connections;
        private int connectionsPeak;
        private long messages;
        private long messagesRefused;
        private long sessionMessages;
        private int sessions;
        private @Nullable Integer sessionsInLimitWindow;

        private Builder(String client, Tier tier) {
            this.client = client;
            this.tier = tier;
        }

        public Builder productId(@Nullable String value) {
            productId = value;
            return this;
        }

        public Builder country(@Nullable String value) {
            country = value;
            return this;
        }

        public Builder windowStartMs(long value) {
            windowStartMs = value;
            return this;
        }

        public Builder windowMs(long value) {
            windowMs = value;
            return this;
        }

        public Builder opened(int value) {
            opened = value;
            return this;
        }

        public Builder connections(int value) {
            connections = value;
            return this;
        }

        public Builder connectionsPeak(int value) {
            connectionsPeak = value;
            return this;
        }

        public Builder messages(long value) {
            messages = value;
            return this;
        }

        public Builder messagesRefused(long value) {
            messagesRefused = value;
            return this;
        }

        public Builder sessionMessages(long value) {
            sessionMessages = value;
            return this;
        }

        public Builder sessions(int value) {
            sessions = value;
            return this;
        }

        public Builder sessionsInLimitWindow(@Nullable Integer value) {
            sessionsInLimitWindow = value;
            return this;
        }

        public ConnectionActivity build() {
            return new ConnectionActivity(client, productId, tier, country, windowStartMs, windowMs, opened,
                    connections, connectionsPeak, messages, messagesRefused, sessionMessages, sessions,
                    sessionsInLimitWindow);
        }
    }
}
