package io.doorstep.analytics.usage;

import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Violation;
import io.doorstep.events.WouldReject;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one client did in one window, within one scope. Mutable; it belongs to one {@link ClientUsage}. */
final class ClientWindowStats {
    /** The codes that answer an attempt to connect; the others answer a message, a session or an idle socket. */
    private static final Set<ErrorCode> REFUSED_ATTEMPTS = EnumSet.of(ErrorCode.RATE_LIMIT_EXCEEDED,
            ErrorCode.CONNECTION_LIMIT_EXCEEDED, ErrorCode.INVALID_PRODUCT_ID, ErrorCode.INVALID_SESSION_ID,
            ErrorCode.SESSION_EXPIRED, ErrorCode.SESSION_FOR_OTHER_PRODUCT, ErrorCode.ORIGIN_NOT_ALLOWED,
            ErrorCode.CLIENT_SANCTIONED, ErrorCode.SERVER_DRAINING);

    /**
     * The codes that people who do nothing wrong are given: for being many or busy, for staying long, for coming back after
     * a while, for a restart of ours.
     */
    private static final Set<ErrorCode> BLAMELESS = EnumSet.of(ErrorCode.RATE_LIMIT_EXCEEDED,
            ErrorCode.CONNECTION_LIMIT_EXCEEDED, ErrorCode.SESSION_LIMIT_EXCEEDED,
            ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED, ErrorCode.SESSION_EXPIRED, ErrorCode.IDLE_TIMEOUT,
            ErrorCode.SERVER_DRAINING, ErrorCode.ROOM_NEEDED);

    /**
     * The most sockets a refused client is taken to want, in multiples of the limit. A client that tries again within the
     * second looks like one that wants as many; this is enough to tell an attack by, and beyond it more says nothing.
     */
    static final int MOST_WANTED = 4;

    private Map<ErrorCode, Long> rejected = Map.of();
    private int refusedBy;
    private int wouldRefuse;
    private long events;
    private long attempts;
    private long admitted;
    private long failedOpen;
    private long peakConnections;
    private long poolPeak;
    private long sessionMessages;
    private long sessions;
    private long sessionsInLimitWindow;

    void add(ConnectionOpened opened) {
        events++;
        attempts++;
        admitted++;
        failedOpen += opened.failedOpen() ? 1 : 0;
        peakConnections = Math.max(peakConnections, opened.clientConnections());
        poolPeak = Math.max(poolPeak, opened.poolConnections());
    }

    /**
     * Sockets that were refused for want of a slot count towards the peak, those of one event together: they were wanted
     * at the same time. Those of different events may be the same socket trying again, so they are not added up. Who was
     * refused a session had been given as many as the limit. A limit that a network has tells nothing of what one of its
     * clients wanted.
     */
    void add(Violation violation) {
        events++;
        attempts += REFUSED_ATTEMPTS.contains(violation.code()) ? violation.count() : 0;
        addRejected(violation.code(), violation.count());
        if (Violation.NETWORK.equals(violation.scope())) {
            return;
        }
        LimitName limitName = limitOf(violation);
        refusedBy |= bit(limitName);
        if (limitName == LimitName.CONNECTIONS_PER_CLIENT) {
            long limit = violation.limit();
            peakConnections = Math.max(peakConnections,
                    Math.min(limit + violation.count(), MOST_WANTED * Math.max(1, limit)));
        }
        if (limitName == LimitName.SESSION_CREATION) {
            sessionsInLimitWindow = Math.max(sessionsInLimitWindow, violation.limit());
        }
    }

    /** The sockets that were opened are events of their own, and not counted again. */
    void add(ConnectionActivity activity) {
        events++;
        peakConnections = Math.max(peakConnections, activity.connectionsPeak());
        sessionMessages = Math.max(sessionMessages, activity.sessionMessages());
        Integer inLimitWindow = activity.sessionsInLimitWindow();
        if (inLimitWindow == null) {
            sessions += activity.sessions();
        } else {
            sessionsInLimitWindow = Math.max(sessionsInLimitWindow, inLimitWindow);
        }
    }

    void add(WouldReject wouldReject) {
        events++;
        wouldRefuse |= bit(wouldReject.limitName());
    }

    private void addRejected(ErrorCode code, long count) {
        if (rejected.isEmpty()) {
            rejected = new EnumMap<>(ErrorCode.class);
        }
        rejected.merge(code, count, Long::sum);
    }

    /** A rate has a code of its own, which tells it where the name does not. */
    private static @Nullable LimitName limitOf(Violation violation) {
        return switch (violation.code()) {
            case RATE_LIMIT_EXCEEDED -> LimitName.CONNECTION_RATE;
            case MESSAGE_RATE_LIMIT_EXCEEDED -> LimitName.MESSAGE_RATE;
            case SESSION_LIMIT_EXCEEDED -> LimitName.SESSION_CREATION;
            default -> violation.limitName();
        };
    }

    /** As the form has it. */
    private static int bit(@Nullable LimitName limitName) {
        return switch (limitName) {
            case null -> 0;
            case CONNECTION_RATE -> 1;
            case MESSAGE_RATE -> 2;
            case SESSION_CREATION -> 4;
            case CONNECTIONS_PER_CLIENT -> 8;
            case CONNECTIONS_TOTAL -> 16;
        };
    }

    /** Events that it was made of. */
    long events() {
        return events;
    }

    /** Connection attempts, admitted or not. */
    long attempts() {
        return attempts;
    }

    long admitted() {
        return admitted;
    }

    /** Admitted attempts that were let in because a part failed. */
    long failedOpen() {
        return failedOpen;
    }

    /** Refusals by code, those of messages and sessions too. */
    Map<ErrorCode, Long> rejected() {
        return Collections.unmodifiableMap(rejected);
    }

    /** The most sockets any instance held when this client was let in. */
    long poolPeak() {
        return poolPeak;
    }

    /** Whether it was refused for nothing that people who mean well are not refused for. */
    boolean isSound() {
        return BLAMELESS.containsAll(rejected.keySet());
    }

    boolean isRefusedBy(LimitName limitName) {
        return (refusedBy & bit(limitName)) != 0;
    }

    /** How often a limit has refused it. */
    long refusals(LimitName limitName) {
        return switch (limitName) {
            case CONNECTION_RATE -> refusals(ErrorCode.RATE_LIMIT_EXCEEDED);
            case CONNECTIONS_PER_CLIENT -> refusals(ErrorCode.CONNECTION_LIMIT_EXCEEDED);
            case MESSAGE_RATE -> refusals(ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED);
            case SESSION_CREATION -> refusals(ErrorCode.SESSION_LIMIT_EXCEEDED);
            case CONNECTIONS_TOTAL -> 0;
        };
    }

    private long refusals(ErrorCode code) {
        return rejected.getOrDefault(code, 0L);
    }

    /** Whether the candidate of a limit would have refused it. */
    boolean wouldBeRefusedBy(LimitName limitName) {
        return (wouldRefuse & bit(limitName)) != 0;
    }

    /**
     * What it asked of a limit, refused or not: attempts in the window, but for those that a sanction refused; the most sockets at once, had none been refused;
     * the most messages of one of its sessions in a minute; sessions in the window of their limit. 0 where it did not use
     * what the limit is for.
     */
    long demand(LimitName limitName) {
        long demand = switch (limitName) {
            case CONNECTION_RATE -> attempts - rejected.getOrDefault(ErrorCode.CLIENT_SANCTIONED, 0L);
            case CONNECTIONS_PER_CLIENT -> peakConnections;
            case MESSAGE_RATE -> sessionMessages;
            case SESSION_CREATION -> Math.max(sessions, sessionsInLimitWindow)
                    + rejected.getOrDefault(ErrorCode.SESSION_LIMIT_EXCEEDED, 0L);
            case CONNECTIONS_TOTAL -> 0;
        };
        return Math.max(demand, isRefusedBy(limitName) || wouldBeRefusedBy(limitName) ? 1 : 0);
    }

    void write(DataOutputStream out) throws IOException {
        for (long value : new long[]{attempts, admitted, failedOpen, peakConnections, poolPeak}) {
            out.writeLong(value);
        }
        UsageBytes.writeCodes(out, rejected);
        out.writeByte(refusedBy);
        out.writeByte(wouldRefuse);
        for (long value : new long[]{events, sessionMessages, sessions, sessionsInLimitWindow}) {
            out.writeLong(value);
        }
    }

    static ClientWindowStats read(DataInputStream in, int version) throws IOException {
        ClientWindowStats stats = new ClientWindowStats();
        stats.attempts = in.readLong();
        stats.admitted = in.readLong();
        stats.failedOpen = in.readLong();
        stats.peakConnections = in.readLong();
        stats.poolPeak = in.readLong();
        UsageBytes.readCodes(in).forEach(stats::addRejected);
        if (version == 1) {
            stats.events = stats.attempts;
            return stats;
        }
        stats.refusedBy = in.readByte();
        stats.wouldRefuse = in.readByte();
        stats.events = in.readLong();
        stats.sessionMessages = in.readLong();
        stats.sessions = in.readLong();
        stats.sessionsInLimitWindow = in.readLong();
        return stats;
    }
}
