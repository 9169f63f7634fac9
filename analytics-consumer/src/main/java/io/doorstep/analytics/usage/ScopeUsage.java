package io.doorstep.analytics.usage;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.GoodClientImpact;
import io.doorstep.events.LimitName;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the clients of one scope did in one window; folds of disjoint clients merge into one. Clients are counted, not
 * estimated: all that one client does arrives on one partition, so no client is in two folds. Mutable and for one thread,
 * because a window folds hundreds of thousands of clients.
 */
public final class ScopeUsage {
    /** The limits that patterns show the demand for, in the order of the form. */
    private static final List<LimitName> LIMITS = List.of(LimitName.CONNECTION_RATE, LimitName.CONNECTIONS_PER_CLIENT,
            LimitName.MESSAGE_RATE, LimitName.SESSION_CREATION);

    private final EnumMap<ErrorCode, Long> rejected = new EnumMap<>(ErrorCode.class);
    private final LimitUsage connectionRate;
    private final LimitUsage connectionsPerClient;
    private final LimitUsage messageRate;
    private final LimitUsage sessionCreation;
    private long clients;
    private long attempts;
    private long admitted;
    private long failedOpen;
    private long poolPeak;
    private long events;

    private ScopeUsage(LimitUsage connectionRate, LimitUsage connectionsPerClient, LimitUsage messageRate,
            LimitUsage sessionCreation) {
        this.connectionRate = connectionRate;
        this.connectionsPerClient = connectionsPerClient;
        this.messageRate = messageRate;
        this.sessionCreation = sessionCreation;
    }

    public static ScopeUsage empty() {
        return new ScopeUsage(LimitUsage.empty(), LimitUsage.empty(), LimitUsage.empty(), LimitUsage.empty());
    }

    private List<LimitUsage> usages() {
        return List.of(connectionRate, connectionsPerClient, messageRate, sessionCreation);
    }

    /**
     * Adds a client that is not in it yet. One that never tried to connect adds what it did inside, and its refusals.
     *
     * @param isSound whether the client was refused for nothing but a limit, in this scope and all others
     */
    void add(ClientWindowStats client, boolean isSound) {
        clients += client.attempts() > 0 ? 1 : 0;
        for (int i = 0; i < LIMITS.size(); i++) {
            usages().get(i).add(LIMITS.get(i), client, isSound);
        }
        addSums(client.attempts(), client.admitted(), client.failedOpen(), client.poolPeak(), client.rejected());
        events += client.events();
    }

    /** Adds the clients of another fold of the same scope and window. */
    public void merge(ScopeUsage other) {
        clients += other.clients;
        for (int i = 0; i < LIMITS.size(); i++) {
            usages().get(i).merge(other.usages().get(i));
        }
        addSums(other.attempts, other.admitted, other.failedOpen, other.poolPeak, other.rejected);
        events += other.events;
    }

    private void addSums(long moreAttempts, long moreAdmitted, long moreFailedOpen, long pool,
            Map<ErrorCode, Long> moreRejected) {
        attempts += moreAttempts;
        admitted += moreAdmitted;
        failedOpen += moreFailedOpen;
        poolPeak = Math.max(poolPeak, pool);
        moreRejected.forEach((code, count) -> rejected.merge(code, count, Long::sum));
    }

    /** Distinct clients that tried to connect. */
    public long clients() {
        return clients;
    }

    /** Connection attempts, admitted or not. */
    public long attempts() {
        return attempts;
    }

    /** Events that it was made of. */
    public long events() {
        return events;
    }

    /**
     * @param lost events that never arrived
     * @param references the most that a good client asks for of each limit; a limit that is not among them has no
     *     collateral
     */
    public UsagePattern toPattern(Scope scope, long windowStartMs, long windowMs, long lost,
            Map<LimitName, Integer> references) {
        List<GoodClientImpact> collateral = new ArrayList<>();
        for (int i = 0; i < LIMITS.size(); i++) {
            Integer reference = references.get(LIMITS.get(i));
            if (reference != null) {
                collateral.add(usages().get(i).collateral(LIMITS.get(i), reference));
            }
        }
        return UsagePattern.builder(scope).windowStartMs(windowStartMs).windowMs(windowMs).clients(clients)
                .attempts(attempts).admitted(admitted).failedOpen(failedOpen).rejected(rejected)
                .attemptsPerClient(connectionRate.quantiles()).connectionsPerClient(connectionsPerClient.quantiles())
                .poolPeak(poolPeak).lost(lost).messagesPerSession(messageRate.quantiles())
                .sessionsPerClient(sessionCreation.quantiles()).collateral(collateral).build();
    }

    /** Without collateral. */
    public UsagePattern toPattern(Scope scope, long windowStartMs, long windowMs, long lost) {
        return toPattern(scope, windowStartMs, windowMs, lost, Map.of());
    }

    /** For a store or another task; {@link #fromBytes} reads it. */
    public byte[] toBytes() {
        return UsageBytes.write(out -> {
            for (long sum : new long[]{clients, attempts, admitted, failedOpen, poolPeak}) {
                out.writeLong(sum);
            }
            UsageBytes.writeCodes(out, rejected);
            for (LimitUsage usage : usages()) {
                usage.write(out);
            }
            out.writeLong(events);
        });
    }

    public static ScopeUsage fromBytes(byte[] bytes) {
        return UsageBytes.read(bytes, (in, version) -> {
            long[] sums = {in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong()};
            Map<ErrorCode, Long> rejected = UsageBytes.readCodes(in);
            ScopeUsage usage = version == 1
                    ? new ScopeUsage(LimitUsage.readDemandAlone(in), LimitUsage.readDemandAlone(in),
                            LimitUsage.empty(), LimitUsage.empty())
                    : new ScopeUsage(LimitUsage.read(in, version), LimitUsage.read(in, version),
                            LimitUsage.read(in, version), LimitUsage.read(in, version));
            usage.clients = sums[0];
            usage.addSums(sums[1], sums[2], sums[3], sums[4], rejected);
            usage.events = version == 1 ? sums[1] : in.readLong();
            return usage;
        });
    }
}
