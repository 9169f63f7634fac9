package io.doorstep.chat.claims;

import io.doorstep.events.claims.ClaimRecord;
import io.doorstep.events.claims.ClaimRecord.Claimed;
import io.doorstep.events.claims.ClaimRecord.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a partition of the log means, by the words of {@code docs/events.md}: nothing is forgotten, and nothing is fast. */
final class Reference {
    static final long[] WINDOWS = {500, 2000, 6000, 20_000};

    private static final String ALL = "";

    private final Map<String, Map<Use, List<Long>>> admitted = new TreeMap<>();
    private final Map<String, Map<String, Integer>> slots = new TreeMap<>();
    private final Map<String, Long> forgotten = new HashMap<>();
    private final Map<String, Long> latest = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private long nowMs = Long.MIN_VALUE;

    /**
     * After one record.
     *
     * @param isAdmitted of a claim; absent where the record is none, or a copy
     * @param seen by client, of all or of the one that the record is about
     */
    record State(@Nullable Boolean isAdmitted, boolean isCopy, Map<String, String> seen) {}

    State apply(@Nullable String key, ClaimRecord record, long timestampMs) {
        nowMs = Math.max(nowMs, timestampMs);
        String by = record.instance();
        if (record.number() <= numbers.getOrDefault(by, 0L)) {
            return new State(null, true, seen(key));
        }
        numbers.put(by, record.number());
        if (!isAlive(by)) {
            slots.values().forEach(held -> held.remove(by));
        }
        latest.put(by, nowMs);
        Boolean isAdmitted = null;
        switch (record) {
            case Claimed claim -> {
                isAdmitted = nowMs - claim.atMs() <= 2000
                        && within(key, claim.use(), claim.windowMs()) < claim.limit()
                        && (claim.use() == Use.SESSION || slots(key) < claim.slots());
                if (isAdmitted) {
                    add(key, claim.use(), Math.min(claim.atMs(), nowMs), by);
                }
            }
            case ClaimRecord.Told told -> add(key, told.use(), Math.min(told.atMs(), nowMs), by);
            case ClaimRecord.Released _ -> held(key).computeIfPresent(by, (_, held) -> Math.max(0, held - 1));
            case ClaimRecord.Held held -> held(key).put(by, held.slots());
            case ClaimRecord.Reset reset -> forgotten.merge(key == null ? ALL : key, reset.atMs(), Math::max);
            case ClaimRecord.Gone _ -> latest.remove(by);
            case ClaimRecord.Alive _,ClaimRecord.Overridden _ -> {
            }
        }
        return new State(isAdmitted, false, seen(key));
    }

    private boolean isAlive(String instance) {
        return nowMs - latest.getOrDefault(instance, Long.MIN_VALUE / 2) < 10_000;
    }

    private void add(@Nullable String key, Use use, long instant, String by) {
        admitted.computeIfAbsent(String.valueOf(key), _ -> new HashMap<>()).computeIfAbsent(use, _ -> new ArrayList<>())
                .add(instant);
        if (use == Use.CONNECTION) {
            held(key).merge(by, 1, Integer::sum);
        }
    }

    private Map<String, Integer> held(@Nullable String key) {
        return slots.computeIfAbsent(String.valueOf(key), _ -> new HashMap<>());
    }

    int slots(@Nullable String key) {
        return held(key).entrySet().stream().filter(one -> isAlive(one.getKey())).mapToInt(Map.Entry::getValue).sum();
    }

    int held(String key, String by) {
        return isAlive(by) ? held(key).getOrDefault(by, 0) : 0;
    }

    long within(@Nullable String key, Use use, long windowMs) {
        long since = Math.max(forgotten.getOrDefault(String.valueOf(key), Long.MIN_VALUE),
                forgotten.getOrDefault(ALL, Long.MIN_VALUE));
        long counted = 0;
        for (long instant : admitted.getOrDefault(String.valueOf(key), Map.of()).getOrDefault(use, List.of())) {
            counted += nowMs - instant < windowMs && instant > since ? 1 : 0;
        }
        return Math.min(counted, ClientUse.LEAST_KEPT);
    }

    private Map<String, String> seen(@Nullable String of) {
        Map<String, String> seen = new TreeMap<>();
        if (of != null) {
            return Map.of(of, text(of));
        }
        slots.keySet().forEach(key -> seen.put(key, text(key)));
        admitted.keySet().forEach(key -> seen.put(key, text(key)));
        return seen;
    }

    private String text(String key) {
        StringBuilder text = new StringBuilder();
        for (long window : WINDOWS) {
            text.append(within(key, Use.CONNECTION, window)).append('/').append(within(key, Use.SESSION, window))
                    .append(' ');
        }
        return text.append("slots ").append(slots(key)).toString();
    }

    /** The same of a log as an instance has read it. */
    static String seen(PartitionLog log, String key) {
        StringBuilder text = new StringBuilder();
        ClientUse client = log.find(key);
        for (long window : WINDOWS) {
            text.append(logged(client, Use.CONNECTION, window, log)).append('/')
                    .append(logged(client, Use.SESSION, window, log)).append(' ');
        }
        return text.append("slots ").append(client == null ? 0 : client.slots(log.nowMs(), null)).toString();
    }

    private static int logged(@Nullable ClientUse client, Use use, long window, PartitionLog log) {
        return client == null ? 0 : log.logged(client, use, window);
    }
}
