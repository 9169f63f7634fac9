package io.doorstep.chat.connector;

import io.doorstep.support.log.OncePerSecond;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the requests that could not be read, by what is wrong with them, and remembers what a proxy seems to do. */
public final class RequestFaults {
    private static final Logger LOG = LoggerFactory.getLogger(RequestFaults.class);
    private static final Duration MEMORY = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<RequestFault, LongAdder> counts = new EnumMap<>(RequestFault.class);
    private final OncePerSecond line = new OncePerSecond();
    private volatile @Nullable Seen ofAProxy;

    private record Seen(RequestFault fault, String peer, long atMs) {}

    public RequestFaults(InstantSource clock) {
        this.clock = clock;
        for (RequestFault fault : RequestFault.values()) {
            counts.put(fault, new LongAdder());
        }
    }

    /** @param peer address of the TCP connection */
    public void count(RequestFault fault, @Nullable String peer) {
        of(fault).increment();
        if (fault.isOfAProxy()) {
            ofAProxy = new Seen(fault, String.valueOf(peer), clock.millis());
        }
        line.run(count -> LOG.info("A request could not be read: {}, from {} ({})", fault.tag(), peer, count));
    }

    /** Since the start. */
    public long count(RequestFault fault) {
        return of(fault).sum();
    }

    private LongAdder of(RequestFault fault) {
        return Objects.requireNonNull(counts.get(fault));
    }

    /** What operators are told within an hour after an upgrade came without what makes it one. */
    public Optional<String> warning() {
        Seen seen = ofAProxy;
        if (seen == null || clock.millis() - seen.atMs() >= MEMORY.toMillis()) {
            return Optional.empty();
        }
        String header = seen.fault() == RequestFault.CONNECTION_DROPPED ? "Connection: Upgrade" : "Upgrade: websocket";
        return Optional.of(
                "%d upgrades have come without `Connection: Upgrade` and %d without `Upgrade: websocket`, the latest "
                        .formatted(count(RequestFault.CONNECTION_DROPPED), count(RequestFault.UPGRADE_DROPPED))
                        + "from "
                        + seen.peer() + ": a proxy in front seems to drop `" + header + "`. " + ProxyAdvice.SENTENCE);
    }
}
