package io.doorstep.support.connections;

import io.doorstep.support.connections.HttpConnections.Over;
import io.doorstep.support.connections.HttpConnections.Reason;
import io.doorstep.support.log.OncePerSecond;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the connections that were ended before they were sockets, by why, and remembers when a bound last did it. */
public final class CutConnections {
    private static final Logger LOG = LoggerFactory.getLogger(CutConnections.class);
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);
    private final Map<Reason, Long> latestMs = new ConcurrentHashMap<>();
    private final OncePerSecond line = new OncePerSecond();

    public CutConnections(InstantSource clock) {
        this.clock = clock;
        for (Reason reason : Reason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    void count(Over<?> over, ConnectionBounds bounds) {
        of(over.reason()).increment();
        if (over.reason() == Reason.TIME || (over.reason() == Reason.TOTAL && over.phase() == Phase.IDLE)) {
            return;
        }
        latestMs.put(over.reason(), clock.millis());
        line.run(count -> LOG.warn("Connections without a whole request are ended: more than {} ({})",
                exceeded(over.reason(), bounds), count));
    }

    private static String exceeded(Reason reason, ConnectionBounds bounds) {
        return switch (reason) {
            case CLIENT -> bounds.perClient() + " of one address";
            case NETWORK -> bounds.perNetwork() + " of one IPv6 /48";
            default -> bounds.connections() + " in all";
        };
    }

    /** Of meters. */
    static String tag(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** Since the start. */
    long count(Reason reason) {
        return of(reason).sum();
    }

    private LongAdder of(Reason reason) {
        return Objects.requireNonNull(counts.get(reason));
    }

    /** In words, which bounds have ended connections within the last minute; empty where none has. */
    public Optional<String> trouble() {
        String why = Stream.of(trouble(Reason.CLIENT, "one address held too many"),
                trouble(Reason.NETWORK, "one IPv6 /48 held too many"),
                trouble(Reason.TOTAL, "there were too many in all"))
                .flatMap(Optional::stream).collect(Collectors.joining(", and "));
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "connections that had not sent a whole request were ended within the last minute: " + why);
    }

    private Optional<String> trouble(Reason reason, String sentence) {
        Long latest = latestMs.get(reason);
        return latest == null || clock.millis() - latest >= MEMORY.toMillis()
                ? Optional.empty()
                : Optional.of(sentence + " (" + count(reason) + " ended since the start)");
    }
}
