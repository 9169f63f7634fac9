package io.doorstep.analytics.topology.readmodel;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsConfigured;
import io.doorstep.events.Scope;
import io.doorstep.events.ScopeLimits;
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

    /** Of a setting that an instance does not have; all that are set are larger. */
    private static final long NOT_SET = -1;

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

    /** The same of one scope; those of everybody where the instance names it not. */
    synchronized @Nullable Limits limits(Scope scope) {
        return latest == null ? null : latest.limits(scope);
    }

    /** Whether the instance that started last has limits of its own for this scope. */
    synchronized boolean isNamed(Scope scope) {
        return latest == null ? scope.equals(Scope.DEFAULT) : latest.names(scope);
    }

    /** The scopes that it has limits of their own for, the default one apart. */
    synchronized List<Scope> namedScopes() {
        return latest == null ? List.of() : latest.scopes().stream().map(ScopeLimits::scope).toList();
    }

    /** A sentence for each setting that running instances do not agree on. */
    public synchronized List<String> differences(long nowMs) {
        Map<String, Map<Long, String>> settings = new LinkedHashMap<>();
        List<LimitsConfigured> running = heard.values().stream().filter(one -> one.timeMs >= nowMs - SILENT_MS)
                .map(Heard::configured).toList();
        running.forEach(one -> values(one).forEach((name, value) -> settings
                .computeIfAbsent(name, _ -> new TreeMap<>()).putIfAbsent(value, one.instance())));
        settings.forEach((name, values) -> running.stream().filter(one -> !values(one).containsKey(name))
                .forEach(one -> values.putIfAbsent(NOT_SET, one.instance())));
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
        values.forEach((value, instance) -> each.add(value == NOT_SET
                ? "not set on " + instance
                : value + (name.matches(".*(window|timeout)") ? " ms" : "")
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
        one.scopes().forEach(scope -> scope.numbers()
                .forEach((name, number) -> values.put(group(scope.scope()) + setting(name), (long) number)));
        return values;
    }

    private static String group(Scope scope) {
        String name = scope.name();
        return "doorstep." + name.replaceFirst("^tier:", "tiers.").replaceFirst("^country:", "countries.")
                .replaceFirst("^product:", "products.limits.") + ".";
    }

    private static String setting(LimitName name) {
        return switch (name) {
            case CONNECTION_RATE -> "connection-rate.limit";
            case MESSAGE_RATE -> "message-rate.limit";
            case SESSION_CREATION -> "session-creation.limit";
            case CONNECTIONS_PER_CLIENT, CONNECTIONS_TOTAL -> "max-per-client";
        };
    }
}
