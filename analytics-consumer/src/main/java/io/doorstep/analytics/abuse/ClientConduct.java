package io.doorstep.analytics.abuse;

/**
 * What the rules remember of one client: counts of the last minutes, and where it stands on the ladder. Mutable and for
 * one thread; a few hundred bytes at most.
 */
public final class ClientConduct {

    private ClientConduct() {}

    /** Of a client that nothing is known of. */
    public static ClientConduct clean() {
        return new ClientConduct();
    }

    /** Whether nothing is left of it that a rule or the ladder would look at: a store may forget it. */
    public boolean isForgettable(long nowMs) {
        return nowMs < 0;
    }

    /** Forgets all but who came from here before: an operator has lifted the sanction. */
    public void pardon() {}

    /** For a store; {@link #fromBytes} reads it. */
    public byte[] toBytes() {
        return new byte[0];
    }

    /** @throws IllegalArgumentException where the bytes are of a form this version does not know */
    public static ClientConduct fromBytes(byte[] bytes) {
        return new ClientConduct();
    }
}
