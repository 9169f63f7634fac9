package io.doorstep.events;

/**
 * A part of the admission failed, and the client was let in.
 *
 * @param client keyed hash of the client
 * @param part what failed, such as {@code connection_rate}
 * @param error the class of the failure; never its message, which might quote a client
 */
public record FailedOpen(String client, String part, String error) implements Event {

    public FailedOpen {
        Promise.name("client", client);
        Promise.name("part", part);
        Promise.name("error", error);
    }

    @Override
    public String key() {
        return client;
    }
}
