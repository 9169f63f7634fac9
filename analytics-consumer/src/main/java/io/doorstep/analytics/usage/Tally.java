package io.doorstep.analytics.usage;

import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Violation;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What one client did in one window, within one scope.
 *
 * @param attempts connection attempts, admitted or not
 * @param admitted attempts that were let in
 * @param failedOpen admitted attempts that were let in because a part failed
 * @param rejected refusals by code, those of messages and sessions too
 * @param peakConnections the most sockets it held at once, or would have held; 0 where none of its attempts got so far
 * @param poolPeak the most sockets any instance held when this client was let in
 */
record Tally(long attempts, long admitted, long failedOpen, Map<ErrorCode, Long> rejected, long peakConnections,
        long poolPeak) {
    static final Tally NONE = new Tally(0, 0, 0, Map.of(), 0, 0);

    /** The codes that answer an attempt to connect; the others answer a message, a session or an idle socket. */
    private static final Set<ErrorCode> REFUSED_ATTEMPTS = EnumSet.of(ErrorCode.RATE_LIMIT_EXCEEDED,
            ErrorCode.CONNECTION_LIMIT_EXCEEDED, ErrorCode.INVALID_PRODUCT_ID, ErrorCode.INVALID_SESSION_ID,
            ErrorCode.ORIGIN_NOT_ALLOWED, ErrorCode.CLIENT_SANCTIONED, ErrorCode.SERVER_DRAINING);

    /** No client is refused more often than this in the second that one event stands for. */
    private static final long MOST_REFUSALS = 1_000_000_000;

    Tally {
        rejected = Map.copyOf(rejected);
    }

    Tally add(ConnectionOpened opened) {
        return new Tally(attempts + 1, admitted + 1, failedOpen + (opened.failedOpen() ? 1 : 0), rejected,
                Math.max(peakConnections, opened.clientConnections()),
                Math.max(poolPeak, opened.poolConnections()));
    }

    /**
     * Sockets that were refused for want of a slot count towards the peak, those of one event together: they were wanted
     * at the same time. Those of different events may be the same socket trying again, so they are not added up.
     */
    Tally add(Violation violation) {
        long count = violation.count();
        if (count < 1 || count > MOST_REFUSALS) {
            throw new IllegalArgumentException("a violation cannot stand for " + count + " attempts");
        }
        var codes = new EnumMap<ErrorCode, Long>(ErrorCode.class);
        codes.putAll(rejected);
        codes.merge(violation.code(), count, Long::sum);
        long wanted = violation.code() == ErrorCode.CONNECTION_LIMIT_EXCEEDED
                && violation.limitName() == LimitName.CONNECTIONS_PER_CLIENT ? violation.limit() + count : 0;
        return new Tally(attempts + (REFUSED_ATTEMPTS.contains(violation.code()) ? count : 0), admitted, failedOpen,
                codes, Math.max(peakConnections, wanted), poolPeak);
    }
}
