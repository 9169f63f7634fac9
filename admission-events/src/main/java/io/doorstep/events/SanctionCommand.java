package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * What an operator wants of the sanctions of one client. The learner, which alone writes them, answers each with a
 * {@link CommandAnswered} about the client's scope.
 *
 * @param id of this command; one that comes again is answered again, and done once
 * @param client keyed hash of the client
 * @param order absent where this version does not know it
 * @param step of an imposition: how far it goes; absent in other orders
 * @param untilMs when the sanction or the exemption ends, in milliseconds since the epoch; absent for lifting
 * @param by name of the operator
 * @param reason in words, for people
 */
public record SanctionCommand(String id, String client, @Nullable Order order, @Nullable SanctionStep step,
        @Nullable Long untilMs, String by, String reason) implements Event {
    public SanctionCommand {
        Promise.name("id", id);
        Promise.name("client", client);
        Promise.name("by", by);
        Promise.sentence("reason", reason);
    }

    /** What is to be done. */
    public enum Order {
        IMPOSE,
        LIFT,
        /** No rule speaks of the client, and what was imposed on it is lifted. */
        EXEMPT
    }

    /** The scope that is this client alone. */
    public Scope scope() {
        return new Scope("client:" + client);
    }

    @Override
    public String key() {
        return client;
    }
}
