package io.doorstep.analytics.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What one partition has heard of one source. Mutable and for one thread, since every event is heard. */
public final class SequenceBuffer {
    /** Sequences that are kept before they are told. */
    static final int MOST_SEQUENCES = 256;
    /** Windows that are told apart; what was in still earlier ones counts in the earliest of these. */
    static final int MOST_WINDOWS = 16;

    private final List<Long> sequences = new ArrayList<>();
    private final List<Long> late = new ArrayList<>();
    /** The highest sequence of each topic; in order, each is above the one before. */
    private final Map<String, Long> highest = new HashMap<>();
    /** The highest sequence of each window that is open, by its start in milliseconds since the epoch. */
    private final NavigableMap<Long, Long> byWindow = new TreeMap<>();
    private long backwards;
    private long latestMs;

    private SequenceBuffer() {}

    public static SequenceBuffer nothing() {
        return new SequenceBuffer();
    }

    /** @param isLate whether the event was left out, since the windows of its time were closed */
    public void add(String topic, long sequence, long windowStartMs, long timeMs, boolean isLate) {
        (isLate ? late : sequences).add(sequence);
        Long before = highest.get(topic);
        if (before == null || sequence > before) {
            highest.put(topic, sequence);
        } else {
            backwards++;
        }
        byWindow.merge(windowStartMs, sequence, Math::max);
        if (byWindow.size() > MOST_WINDOWS) {
            Map.Entry<Long, Long> earliest = byWindow.pollFirstEntry();
            byWindow.merge(byWindow.firstKey(), earliest.getValue(), Math::max);
        }
        latestMs = Math.max(latestMs, timeMs);
    }

    /** Those that have not been told to the {@link LossTracker}, as they came; without the late ones. */
    public List<Long> sequences() {
        return List.copyOf(sequences);
    }

    /** Of the events that were left out of their windows, those that have not been told, as they came. */
    public List<Long> late() {
        return List.copyOf(late);
    }

    /** How many of both came after a later one of their topic. */
    public long backwards() {
        return backwards;
    }

    /** When the latest of its events happened, in milliseconds since the epoch. */
    public long latestMs() {
        return latestMs;
    }

    /** Whether it is time to tell. */
    public boolean isFull() {
        return sequences.size() + late.size() >= MOST_SEQUENCES;
    }

    /** The highest sequence in the windows that start before; empty where there is none. */
    public OptionalLong highestBefore(long upToMs) {
        return byWindow.headMap(upToMs, false).values().stream().mapToLong(Long::longValue).max();
    }

    /** All sequences have been told. */
    public void told() {
        sequences.clear();
        late.clear();
        backwards = 0;
    }

    /** The windows that start before have been told. */
    public void closed(long upToMs) {
        byWindow.headMap(upToMs, false).clear();
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
            UsageBytes.writeLongs(out, late);
        });
    }

    public static SequenceBuffer fromBytes(byte[] bytes) {
        return UsageBytes.read(bytes, (in, version) -> {
            SequenceBuffer buffer = new SequenceBuffer();
            buffer.sequences.addAll(UsageBytes.readLongs(in));
            buffer.backwards = in.readLong();
            for (int left = in.readByte(); left > 0; left--) {
                buffer.highest.put(in.readUTF(), in.readLong());
            }
            buffer.byWindow.putAll(UsageBytes.readMap(in));
            buffer.latestMs = in.readLong();
            if (version > 2) {
                buffer.late.addAll(UsageBytes.readLongs(in));
            }
            return buffer;
        });
    }
}
