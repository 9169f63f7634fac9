package io.doorstep.events;

/** Why a client was refused, in a word that programs can act on, with the WebSocket close that follows it. */
public enum ErrorCode {

    RATE_LIMIT_EXCEEDED(1008, true),
    CONNECTION_LIMIT_EXCEEDED(1008, true),
    SESSION_LIMIT_EXCEEDED(1008, true),
    INVALID_PRODUCT_ID(1008, false),
    INVALID_SESSION_ID(1008, false),
    /** A ticket of this service whose time is over. A new session helps. */
    SESSION_EXPIRED(1008, false),
    /** A ticket of this service for another product's page. */
    SESSION_FOR_OTHER_PRODUCT(1008, false),
    /** The desk is for those who have signed in. */
    NOT_SIGNED_IN(1008, false),
    ORIGIN_NOT_ALLOWED(1008, false),
    CLIENT_SANCTIONED(1008, true),
    MESSAGE_RATE_LIMIT_EXCEEDED(0, true),
    INVALID_MESSAGE(0, true),
    MESSAGE_TOO_LARGE(1009, true),
    IDLE_TIMEOUT(1001, true),
    SERVER_DRAINING(1012, true),
    /** Made room in a full house. Coming back helps whoever has something to say. */
    ROOM_NEEDED(1013, true),
    /** Stands for a code of a newer version in what is read. Nobody is refused with it. */
    OTHER(0, true);

    private final int closeStatus;
    private final boolean reconnect;

    ErrorCode(int closeStatus, boolean reconnect) {
        this.closeStatus = closeStatus;
        this.reconnect = reconnect;
    }

    /** The close status of RFC 6455, section 7.4; 0 where the socket stays open. */
    public int closeStatus() {
        return closeStatus;
    }

    /** Whether trying again later can help. */
    public boolean reconnect() {
        return reconnect;
    }
}
