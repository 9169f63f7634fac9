package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * One client wrote the same text in several conversations. Its time is that of the latest message.
 *
 * @param client keyed hash of the client
 * @param fingerprint keyed hash of the client and of what is left of the text after normalising; the same on every
 *     instance that shares the secret
 * @param characters how long the normalised text is
 * @param conversations in how many different ones it was written, at least 1
 * @param messages how often it was written in them
 * @param windowStartMs when the first of these messages was written, in milliseconds since the epoch
 * @param windowMs from the first of them to the latest, in milliseconds
 */
public record RepeatedText(String client, String fingerprint, int characters, int conversations, long messages,
        long windowStartMs, long windowMs, Tier tier, @Nullable String country) implements Event {

    public RepeatedText {
        Promise.name("client", client);
        Promise.name("fingerprint", fingerprint);
        Promise.atLeast(0, "characters", characters);
        Promise.atLeast(1, "conversations", conversations);
        Promise.atLeast(1, "messages", messages);
        Promise.atLeast(0, "window_start_ms", windowStartMs);
        Promise.atLeast(0, "window_ms", windowMs);
        Promise.present("tier", tier);
        Promise.optionalName("country", country);
    }

    @Override
    public String key() {
        return client;
    }
}
