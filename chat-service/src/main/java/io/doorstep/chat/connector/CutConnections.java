package io.doorstep.chat.connector;

import io.doorstep.chat.connector.HttpConnections.Over;
import io.doorstep.chat.connector.HttpConnections.Reason;
import io.doorstep.support.log.OncePerSecond;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the connections that were ended before they were sockets, by why, and remembers when a cap last did it. */
public final class CutConnections {
    private static final Logger LOG = LoggerFactory.getLogger(CutConnections.class);
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);
    private final OncePerSecond line = new OncePerSecond();
    private volatile long clientCapAtMs = Long.MIN_VALUE / 2;
    private volatile long totalCapAtMs = Long.MIN_VALUE / 2;

    public CutConnections(InstantSource clock) {
        this.clock = clock;
        for (Reason reason : Reason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    void count(Over<?> over, ConnectionBounds bounds) {
        of(over.reason()).increment();
        if (over.reason() == Reason.CLIENT) {
            clientCapAtMs = clock.millis();
        } else if (over.reason() == Reason.TOTAL && over.phase() != Phase.IDLE) {
            totalCapAtMs = clock.millis();
        } else {
            return;
        }
        line.run(count -> LOG.warn("Connections without a whole request are ended: {} ({})",
                over.reason() == Reason.CLIENT
                        ? "more than " + bounds.perClient() + " of one address"
                        : "more than " + bounds.connections() + " in all",
                count));
    }

    /** Why: {@code time}, {@code client}, {@code total}. */
    public static List<String> reasons() {
        return Stream.of(Reason.values()).map(CutConnections::tag).toList();
    }

    private static String tag(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** Since the start. */
    public long count(String reason) {
        return of(Reason.valueOf(reason.toUpperCase(Locale.ROOT))).sum();
    }

    private LongAdder of(Reason reason) {
        return Objects.requireNonNull(counts.get(reason));
    }

    /** Within a minute after a cap has ended connections. */
    public Optional<String> trouble() {
        long now = clock.millis();
        boolean ofClient = now - clientCapAtMs < MEMORY.toMillis();
        boolean inAll = now - totalCapAtMs < MEMORY.toMillis();
        if (!ofClient && !inAll) {
            return Optional.empty();
        }
        String whose = ofClient
                ? "one address held too many (" + of(Reason.CLIENT).sum() + " ended since the start)"
                : "";
        String all = inAll ? "there were too many in all (" + of(Reason.TOTAL).sum() + " ended since the start)" : "";
        return Optional.of("connections that had not sent a whole request were ended within the last minute: " + whose
                + (ofClient && inAll ? ", and " : "") + all);
    }
}
