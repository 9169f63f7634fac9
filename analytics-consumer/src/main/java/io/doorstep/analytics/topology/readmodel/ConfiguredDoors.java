package io.doorstep.analytics.topology.readmodel;

import io.doorstep.events.Limits;
import io.doorstep.events.LimitsConfigured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the instances of the chat service were configured with, as they publish it again and again. */
public final class ConfiguredDoors {
    /** An instance that has said nothing for so long does not run, or cannot be heard. */
    static final long SILENT_MS = Duration.ofMinutes(1).toMillis();

    private static final Comparator<LimitsConfigured> BY_START = Comparator.comparingLong(LimitsConfigured::startedMs)
            .thenComparing(LimitsConfigured::instance);

    private final Map<String, Heard> heard = new TreeMap<>();
    private @Nullable LimitsConfigured latest;

    private record Heard(LimitsConfigured configured, long timeMs) {}

    synchronized void add(LimitsConfigured configured, long timeMs) {
        heard.merge(configured.instance(), new Heard(configured, timeMs),
                (one, other) -> one.timeMs > other.timeMs ? one : other);
        long newest = heard.values().stream().mapToLong(Heard::timeMs).max().orElse(timeMs);
        heard.values().removeIf(one -> one.timeMs < newest - SILENT_MS);
        latest = heard.values().stream().map(Heard::configured).max(BY_START).orElse(configured);
    }

    /** The limits of the instance that started last; null while none has said anything. */
    synchronized @Nullable Limits limits() {
        return latest == null ? null : latest.limits();
    }

    /** A sentence for each setting that running instances do not agree on. */
    public synchronized List<String> differences(long nowMs) {
        Map<String, Map<Long, String>> settings = new LinkedHashMap<>();
        heard.values().stream().filter(one -> one.timeMs >= nowMs - SILENT_MS).map(Heard::configured)
                .forEach(one -> values(one).forEach((name, value) -> settings
                        .computeIfAbsent(name, _ -> new TreeMap<>()).putIfAbsent(value, one.instance())));
        List<String> sentences = new ArrayList<>();
        settings.forEach((name, values) -> {
            if (values.size() > 1) {
                sentences.add("instances of the chat service differ in " + name + ": " + said(name, values));
            }
        });
        return sentences;
    }

    private static String said(String name, Map<Long, String> values) {
        List<String> each = new ArrayList<>();
        values.forEach((value, instance) -> each.add(value + (name.matches(".*(window|timeout)") ? " ms" : "")
                + " on " + instance));
        return String.join(", ", each);
    }

    private static Map<String, Long> values(LimitsConfigured one) {
        Limits limits = one.limits();
        Map<String, Long> values = new LinkedHashMap<>();
        values.put("doorstep.limits.connection-rate.limit", (long) limits.connectionRate().limit());
        values.put("doorstep.limits.connection-rate.window", limits.connectionRate().windowMs());
        values.put("doorstep.limits.message-rate.limit", (long) limits.messageRate().limit());
        values.put("doorstep.limits.message-rate.window", limits.messageRate().windowMs());
        values.put("doorstep.limits.session-creation.limit", (long) limits.sessionCreation().limit());
        values.put("doorstep.limits.session-creation.window", limits.sessionCreation().windowMs());
        values.put("doorstep.limits.floor", (long) one.floor());
        values.put("doorstep.limits.ceiling", (long) one.ceiling());
        values.put("doorstep.limits.network-factor", (long) one.networkFactor());
        values.put("doorstep.pool.max-per-client", (long) limits.connectionsPerClient());
        values.put("doorstep.pool.max-connections", (long) one.maxConnections());
        values.put("doorstep.pool.idle-timeout", one.idleTimeoutMs());
        return values;
    }
}
