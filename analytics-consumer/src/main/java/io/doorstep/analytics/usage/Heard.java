package io.doorstep.analytics.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What one partition has heard of one source.
 *
 * @param sequences those that have not been told to the {@link SourceLedger}, as they came
 * @param backwards how many of them came after a later one of their topic
 * @param highest the highest sequence of each topic; in order, each is above the one before
 * @param byWindow the highest sequence of each window that is open, by its start in milliseconds since the epoch
 * @param latestMs when the latest of its events happened, in milliseconds since the epoch
 */
public record Heard(List<Long> sequences, long backwards, Map<String, Long> highest, NavigableMap<Long, Long> byWindow,
        long latestMs) {
    public static final Heard NOTHING = new Heard(List.of(), 0, Map.of(), new TreeMap<>(), 0);

    /** Sequences that are kept before they are told. */
    static final int MOST_SEQUENCES = 32;
    /** Windows that are told apart; what was in still earlier ones counts in the earliest of these. */
    static final int MOST_WINDOWS = 16;

    public Heard {
        sequences = List.copyOf(sequences);
        highest = Map.copyOf(highest);
    }

    public Heard add(String topic, long sequence, long windowStartMs, long timeMs) {
        List<Long> more = new ArrayList<>(sequences);
        more.add(sequence);
        Map<String, Long> tops = new HashMap<>(highest);
        long before = tops.getOrDefault(topic, Long.MIN_VALUE);
        tops.put(topic, Math.max(before, sequence));
        NavigableMap<Long, Long> windows = new TreeMap<>(byWindow);
        windows.merge(windowStartMs, sequence, Math::max);
        if (windows.size() > MOST_WINDOWS) {
            Map.Entry<Long, Long> earliest = windows.pollFirstEntry();
            windows.merge(windows.firstKey(), earliest.getValue(), Math::max);
        }
        return new Heard(more, backwards + (sequence <= before ? 1 : 0), tops, windows, Math.max(latestMs, timeMs));
    }

    /** Whether it is time to tell. */
    public boolean isFull() {
        return sequences.size() >= MOST_SEQUENCES;
    }

    /** The highest sequence in the windows that start before; empty where there is none. */
    public OptionalLong highestBefore(long upToMs) {
        return byWindow.headMap(upToMs, false).values().stream().mapToLong(Long::longValue).max();
    }

    /** Afterwards. */
    public Heard told(long closedUpToMs) {
        return new Heard(List.of(), 0, highest, new TreeMap<>(byWindow.tailMap(closedUpToMs, true)), latestMs);
    }

    /** For a store; {@link #fromBytes} reads it. */
    public byte[] toBytes() {
        return UsageBytes.write(out -> {
            UsageBytes.writeLongs(out, sequences);
            out.writeLong(backwards);
            out.writeByte(highest.size());
            for (var top : highest.entrySet()) {
                out.writeUTF(top.getKey());
                out.writeLong(top.getValue());
            }
            UsageBytes.writeMap(out, byWindow);
            out.writeLong(latestMs);
        });
    }

    public static Heard fromBytes(byte[] bytes) {
        return UsageBytes.read(bytes, in -> {
            List<Long> sequences = UsageBytes.readLongs(in);
            long backwards = in.readLong();
            Map<String, Long> highest = new HashMap<>();
            for (int left = in.readByte(); left > 0; left--) {
                highest.put(in.readUTF(), in.readLong());
            }
            return new Heard(sequences, backwards, highest, UsageBytes.readMap(in), in.readLong());
        });
    }
}
