package io.doorstep.chat.rejection;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import io.doorstep.events.SanctionRule;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The catalogue: every rejection there is, with its sentence, scope and wait. One that never differs is a constant. The
 * table of messages in {@code docs/protocol.md} has the same.
 */
public final class Rejections {
    private static final String CLIENT = "client";
    private static final String NETWORK = "network";
    private static final long SHORTEST_DRAIN_MS = 1000;
    private static final long LONGEST_DRAIN_MS = 5000;
    private static final long SHORTEST_ELSEWHERE_MS = 50;
    private static final long LONGEST_ELSEWHERE_MS = 250;
    private static final long NOT_KEPT_MS = 5000;
    private static final long SECOND_MS = 1000;
    private static final String ID_FORM = " must be 1 to 64 letters, digits, dots, underscores or hyphens";

    private static final RateSentence CONNECTIONS = new RateSentence("Rate limit exceeded: ", "connection", "");
    private static final RateSentence CONNECTIONS_OF_NETWORK = new RateSentence("Rate limit exceeded: ", "connection",
            " per network");
    private static final RateSentence SESSIONS = new RateSentence("Session limit reached: ", "session", "");
    private static final RateSentence SESSIONS_OF_NETWORK = new RateSentence("Session limit reached: ", "session",
            " per network");
    private static final RateSentence MESSAGES = new RateSentence("Message limit reached: ", "message", "");

    public static final Rejection PRODUCT_ID = of(ErrorCode.INVALID_PRODUCT_ID, "The product id" + ID_FORM);
    /** Of a request for a session. */
    public static final Rejection PRODUCT_ID_FIELD = of(ErrorCode.INVALID_PRODUCT_ID, "product_id" + ID_FORM);
    public static final Rejection SESSION_ID = of(ErrorCode.INVALID_SESSION_ID, "The session id" + ID_FORM);
    public static final Rejection FORGED_TICKET = of(ErrorCode.INVALID_SESSION_ID,
            "The session id looks like one of this service's and is not");
    public static final Rejection NO_TICKET = of(ErrorCode.INVALID_SESSION_ID,
            "The session id must be one that this service issued");
    public static final Rejection EXPIRED_TICKET = of(ErrorCode.SESSION_EXPIRED,
            "The session has expired; open a new one");
    public static final Rejection TICKET_OF_OTHER_PRODUCT = of(ErrorCode.SESSION_FOR_OTHER_PRODUCT,
            "The session was opened for another product");
    public static final Rejection NOT_SIGNED_IN = of(ErrorCode.NOT_SIGNED_IN,
            "Sign in as an agent to come to the desk");
    public static final Rejection ORIGIN = of(ErrorCode.ORIGIN_NOT_ALLOWED,
            "Pages of this origin may not open a chat here; name it in doorstep.origins");
    public static final Rejection ORIGIN_OF_DESK = of(ErrorCode.ORIGIN_NOT_ALLOWED,
            "Only pages of this host may come to the desk");

    public static final Rejection BINARY_FRAME = invalidMessage("Binary frames are not part of the protocol");
    public static final Rejection NOT_JSON = invalidMessage("The frame is not JSON");
    public static final Rejection NO_TYPE = invalidMessage("A frame is a JSON object with a type");
    public static final Rejection TYPE = invalidMessage("The type must be message, typing, resume, page or ping");
    public static final Rejection NO_TEXT = invalidMessage("A message needs a text");
    public static final Rejection TEXT_NOT_UNICODE = invalidMessage(
            "A text is Unicode, without halves of surrogate pairs");
    public static final Rejection RESUME_AFTER_NOTHING = invalidMessage(
            "A resume needs the sequence after which to resume, or -1");
    public static final Rejection NO_CONVERSATION = invalidMessage(
            "A frame has a type and, but for leave and ping, a product_id and a session_id");
    public static final Rejection TYPE_OF_AGENT = invalidMessage(
            "The type must be open, leave, message, typing, read, assign, client, close or ping");
    public static final Rejection READ_UP_TO_NOTHING = invalidMessage(
            "A read needs the sequence up to which was read");
    public static final Rejection UNKNOWN_CONVERSATION = invalidMessage("There is no such conversation");
    public static final Rejection AGENT_NOT_HERE = invalidMessage("There is no such agent at the desk");
    public static final Rejection CONVERSATION_NOT_OPEN = invalidMessage("Open the conversation first");
    public static final Rejection NOT_KEPT = new Rejection(ErrorCode.INVALID_MESSAGE,
            "The message could not be kept; send it again in " + NOT_KEPT_MS / SECOND_MS + " seconds", null, null, 0, 0,
            NOT_KEPT_MS);

    private Rejections() {}

    private static Rejection of(ErrorCode code, String message) {
        return new Rejection(code, message, null, null, 0, 0, 0);
    }

    private static Rejection invalidMessage(String message) {
        return of(ErrorCode.INVALID_MESSAGE, message);
    }

    /**
     * @param rate the one that is exceeded: the client's, or its network's
     * @param waitMs until a permit is due
     */
    public static Rejection rateLimitExceeded(RateLimit rate, boolean byNetwork, long waitMs) {
        return overRate(ErrorCode.RATE_LIMIT_EXCEEDED, byNetwork ? CONNECTIONS_OF_NETWORK : CONNECTIONS,
                byNetwork ? NETWORK : CLIENT, LimitName.CONNECTION_RATE, rate, waitMs);
    }

    /** As {@link #rateLimitExceeded}. */
    public static Rejection sessionLimitExceeded(RateLimit rate, boolean byNetwork, long waitMs) {
        return overRate(ErrorCode.SESSION_LIMIT_EXCEEDED, byNetwork ? SESSIONS_OF_NETWORK : SESSIONS,
                byNetwork ? NETWORK : CLIENT, LimitName.SESSION_CREATION, rate, waitMs);
    }

    public static Rejection messageRateLimitExceeded(RateLimit rate, long waitMs) {
        return overRate(ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED, MESSAGES, "session", LimitName.MESSAGE_RATE, rate,
                waitMs);
    }

    private static Rejection overRate(ErrorCode code, RateSentence sentence, String scope, LimitName name,
            RateLimit rate, long waitMs) {
        return new Rejection(code, sentence.about(rate), scope, name, rate.limit(), rate.windowMs(), waitMs);
    }

    public static Rejection poolIsFull(int connections, Duration retryAfter) {
        return noSlot("in all", "instance", LimitName.CONNECTIONS_TOTAL, connections, retryAfter);
    }

    public static Rejection strangersHaveAllTheirSlots(int connections, Duration retryAfter) {
        return noSlot("of anonymous visitors", "instance", LimitName.CONNECTIONS_TOTAL, connections, retryAfter);
    }

    public static Rejection agentsHaveAllTheirSlots(int connections, Duration retryAfter) {
        return noSlot("of agents", "instance", LimitName.CONNECTIONS_TOTAL, connections, retryAfter);
    }

    /** Of an IPv4 /24 or an IPv6 /48, while the pool is crowded. */
    public static Rejection networkHasItsShare(int connections, Duration retryAfter) {
        return noSlot("per network while few are left", NETWORK, LimitName.CONNECTIONS_TOTAL, connections, retryAfter);
    }

    public static Rejection clientHasAllItsSlots(int connections, Duration retryAfter) {
        return noSlot("per client", CLIENT, LimitName.CONNECTIONS_PER_CLIENT, connections, retryAfter);
    }

    public static Rejection networkHasAllItsSlots(int connections, Duration retryAfter) {
        return noSlot("per network", NETWORK, LimitName.CONNECTIONS_PER_CLIENT, connections, retryAfter);
    }

    private static Rejection noSlot(String ofWhom, String scope, LimitName name, int limit, Duration retryAfter) {
        return new Rejection(ErrorCode.CONNECTION_LIMIT_EXCEEDED,
                "Connection limit reached: " + HumanReadable.count(limit, "connection") + " " + ofWhom, scope, name,
                limit, 0, retryAfter.toMillis());
    }

    /**
     * @param until when the ban ends
     * @param remainingMs until then
     */
    public static Rejection clientSanctioned(SanctionRule rule, Instant until, long remainingMs) {
        return new Rejection(ErrorCode.CLIENT_SANCTIONED,
                "Banned until " + HumanReadable.second(until) + " for " + SanctionSentences.doing(rule)
                        + "; come back then",
                CLIENT, null, 0, 0, remainingMs, rule);
    }

    /** Of any frames, pings included. */
    public static Rejection frameFlood(int framesPerSecond, long bytesPerSecond) {
        return new Rejection(ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED,
                "More than " + framesPerSecond + " frames or " + bytesPerSecond + " bytes in a second", "socket", null,
                framesPerSecond, SECOND_MS, SECOND_MS);
    }

    public static Rejection messageIdLength(int mostCharacters) {
        return invalidMessage("A message needs a client_message_id of 1 to " + mostCharacters + " characters");
    }

    public static Rejection textTooLong(int mostCharacters) {
        return invalidMessage("A text has at most " + mostCharacters + " characters");
    }

    public static Rejection frameTooLong(int mostCharacters) {
        return of(ErrorCode.MESSAGE_TOO_LARGE, "A frame has at most " + mostCharacters + " characters");
    }

    public static Rejection idle(Duration timeout) {
        return of(ErrorCode.IDLE_TIMEOUT, "Closed after " + HumanReadable.length(timeout) + " without a message");
    }

    /**
     * For a visitor who has not written, in a full house.
     *
     * @param retryAfter for a client that comes back by itself in spite of it
     */
    public static Rejection roomNeeded(Duration retryAfter) {
        return new Rejection(ErrorCode.ROOM_NEEDED, "Closed to make room for others; come back when you write", null,
                null, 0, 0, retryAfter.toMillis());
    }

    /** Each with a wait of its own, so that not all who are told come back at once. */
    public static Rejection draining() {
        return draining(SHORTEST_DRAIN_MS, LONGEST_DRAIN_MS);
    }

    /** For a client with a pass, which a balancer has sent to an instance that stops as well: the next try may go elsewhere. */
    public static Rejection drainingAsWell() {
        return draining(SHORTEST_ELSEWHERE_MS, LONGEST_ELSEWHERE_MS);
    }

    private static Rejection draining(long shortestMs, long longestMs) {
        return new Rejection(ErrorCode.SERVER_DRAINING, "This server is stopping; another one will answer", null, null,
                0, 0, ThreadLocalRandom.current().nextLong(shortestMs, longestMs));
    }
}
