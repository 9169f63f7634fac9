package io.doorstep.analytics.usage;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the clients of one scope did in one window; folds of disjoint clients merge into one. Clients are counted, not
 * estimated: all that one client does arrives on one partition, so no client is in two folds. Mutable and for one thread,
 * because a window folds hundreds of thousands of clients.
 */
public final class ScopeUsage {
    private final EnumMap<ErrorCode, Long> rejected = new EnumMap<>(ErrorCode.class);
    private final PerClient attemptsPerClient;
    private final PerClient connectionsPerClient;
    private long clients;
    private long attempts;
    private long admitted;
    private long failedOpen;
    private long poolPeak;

    private ScopeUsage(PerClient attemptsPerClient, PerClient connectionsPerClient) {
        this.attemptsPerClient = attemptsPerClient;
        this.connectionsPerClient = connectionsPerClient;
    }

    public static ScopeUsage empty() {
        return new ScopeUsage(PerClient.empty(), PerClient.empty());
    }

    /** Adds a client that is not in it yet. One that never tried to connect adds its refusals alone. */
    void add(Tally client) {
        if (client.attempts() > 0) {
            clients++;
            attemptsPerClient.add(client.attempts());
        }
        if (client.peakConnections() > 0) {
            connectionsPerClient.add(client.peakConnections());
        }
        addSums(client.attempts(), client.admitted(), client.failedOpen(), client.poolPeak(), client.rejected());
    }

    /** Adds the clients of another fold of the same scope and window. */
    public void merge(ScopeUsage other) {
        clients += other.clients;
        attemptsPerClient.merge(other.attemptsPerClient);
        connectionsPerClient.merge(other.connectionsPerClient);
        addSums(other.attempts, other.admitted, other.failedOpen, other.poolPeak, other.rejected);
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

    /** @param lost events that never arrived */
    public UsagePattern toPattern(Scope scope, long windowStartMs, long windowMs, long lost) {
        return new UsagePattern(scope, windowStartMs, windowMs, clients, attempts, admitted, failedOpen, rejected,
                attemptsPerClient.quantiles(), connectionsPerClient.quantiles(), poolPeak, lost);
    }

    /** For a store or another task; {@link #fromBytes} reads it. */
    public byte[] toBytes() {
        return UsageBytes.write(out -> {
            out.writeLong(clients);
            out.writeLong(attempts);
            out.writeLong(admitted);
            out.writeLong(failedOpen);
            out.writeLong(poolPeak);
            UsageBytes.writeCodes(out, rejected);
            attemptsPerClient.write(out);
            connectionsPerClient.write(out);
        });
    }

    public static ScopeUsage fromBytes(byte[] bytes) {
        return UsageBytes.read(bytes, in -> {
            long[] sums = {in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong()};
            Map<ErrorCode, Long> rejected = UsageBytes.readCodes(in);
            ScopeUsage usage = new ScopeUsage(PerClient.read(in), PerClient.read(in));
            usage.clients = sums[0];
            usage.addSums(sums[1], sums[2], sums[3], sums[4], rejected);
            return usage;
        });
    }
}
