package io.doorstep.analytics.usage;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which sequences of one source have arrived, from all partitions. Up to {@code settled} all is decided; above it one bit
 * stands for each. What is missing is lost once a later sequence of a window that all partitions have closed has arrived,
 * or once the source is known to have ended behind it. An event that came too late for its windows is lost to them as
 * well. Mutable and for one thread.
 *
 * <p>
 * Counting begins with the first sequence that arrived: a learner that starts in the middle cannot know what was before.
 */
public final class LossTracker {
    /** Sequences that may be ahead of the settled ones: 128 KB. */
    static final int MOST_AHEAD = 1 << 20;
    /** Gaps that are remembered, in case what is missing in them comes after all. */
    static final int MOST_GAPS = 64;
    private static final int MOST_MARKS = 64;
    private static final long NOT_ENDED = 0;
    private static final long CLEAN = 1;
    private static final long KILLED = 2;

    /** By their first sequence, with their last. */
    private final TreeMap<Long, Long> gaps = new TreeMap<>();
    /** By the end of a window, the highest sequence in it. */
    private final TreeMap<Long, Long> marks = new TreeMap<>();
    private BitSet ahead = new BitSet();
    private long settled = -1;
    private boolean open = true;
    private long arrived;
    private long lost;
    private long late;
    /** Late events that no window has told of as lost. */
    private long lateToTell;
    private long duplicates;
    private long backwards;
    private long latestMs;
    private long end = NOT_ENDED;
    private long endToldMs;

    /** Adds what a partition has heard. */
    public void add(List<Long> sequences, long cameBackwards, long timeMs) {
        sequences.forEach(this::add);
        if (!open) {
            compact();
        }
        backwards += cameBackwards;
        latestMs = Math.max(latestMs, timeMs);
    }

    /** Adds events that were left out of their windows. Each is lost, unless it had arrived before. */
    public void addLate(List<Long> sequences) {
        for (long sequence : sequences) {
            long before = arrived;
            long lostBefore = lost;
            add(sequence);
            if (arrived > before) {
                late++;
                lateToTell += lost < lostBefore ? 0 : 1;
                lost++;
            }
        }
        if (!open) {
            compact();
        }
    }

    private void add(long sequence) {
        if (isUnheard()) {
            settled = sequence - 1;
        } else if (open && sequence <= settled && settled - sequence < MOST_AHEAD - ahead.length()) {
            reopenFrom(sequence);
        }
        if (sequence <= settled) {
            fillGap(sequence);
            return;
        }
        if (sequence - settled > MOST_AHEAD) {
            giveUp(sequence - MOST_AHEAD);
        }
        int index = (int) (sequence - settled - 1);
        if (ahead.get(index)) {
            duplicates++;
        } else {
            ahead.set(index);
            arrived++;
        }
    }

    /** Before anything was decided, an earlier first sequence may still come. */
    private void reopenFrom(long sequence) {
        int shift = (int) (settled - sequence + 1);
        BitSet shifted = new BitSet();
        ahead.stream().forEach(index -> shifted.set(index + shift));
        ahead = shifted;
        settled = sequence - 1;
    }

    private void fillGap(long sequence) {
        var gap = gaps.floorEntry(sequence);
        if (gap == null || gap.getValue() < sequence) {
            duplicates++;
            return;
        }
        arrived++;
        lost--;
        gaps.remove(gap.getKey());
        if (gap.getKey() < sequence) {
            gaps.put(gap.getKey(), sequence - 1);
        }
        if (sequence < gap.getValue()) {
            gaps.put(sequence + 1, gap.getValue());
        }
        forgetGaps();
    }

    private void compact() {
        int complete = ahead.nextClearBit(0);
        ahead = ahead.get(complete, Math.max(complete, ahead.length()));
        settled += complete;
    }

    /** Notes the highest sequence in the windows that end at or before. */
    public void mark(long upToMs, long highest) {
        marks.merge(upToMs, highest, Math::max);
        if (marks.size() > MOST_MARKS) {
            var earliest = marks.pollFirstEntry();
            marks.merge(marks.firstKey(), earliest.getValue(), Math::max);
        }
    }

    /**
     * The source publishes no more.
     *
     * @param upToMs end of the window in which that was told, in milliseconds since the epoch
     * @param last its last sequence
     * @param clean whether it was stopped, and not killed
     */
    public void end(long upToMs, long last, boolean clean) {
        mark(upToMs, last);
        end = clean ? CLEAN : KILLED;
        endToldMs = upToMs;
    }

    /** Decides on all windows that end at or before; returns how many events of them are lost that were not before. */
    public long settle(long upToMs) {
        long lateNow = lateToTell;
        lateToTell = 0;
        return lateNow + settleMissing(upToMs);
    }

    private long settleMissing(long upToMs) {
        var decided = marks.headMap(upToMs, true);
        if (decided.isEmpty()) {
            return 0;
        }
        long highest = Collections.max(decided.values());
        decided.clear();
        if (isUnheard()) {
            return 0;
        }
        long before = lost;
        giveUp(highest);
        return lost - before;
    }

    /** Of a source of which nothing has arrived it cannot be known what would have. */
    private boolean isUnheard() {
        return arrived == 0 && duplicates == 0;
    }

    private void giveUp(long upTo) {
        open = false;
        compact();
        while (settled < upTo) {
            long last = ahead.isEmpty() ? upTo : Math.min(upTo, settled + ahead.nextSetBit(0));
            gaps.put(settled + 1, last);
            lost += last - settled;
            int passed = (int) Math.min(ahead.length(), last - settled);
            ahead = ahead.get(passed, ahead.length());
            settled = last;
            compact();
        }
        forgetGaps();
    }

    private void forgetGaps() {
        while (gaps.size() > MOST_GAPS) {
            gaps.pollFirstEntry();
        }
    }

    /** Whether nothing has come from it, or been told of its end, since; nor will be, if nothing ever has. */
    public boolean isSilentSince(long ms) {
        return isUnheard() ? marks.isEmpty() : Math.max(latestMs, endToldMs) < ms;
    }

    /** So far. */
    public SourceLoss toLoss(String source) {
        return new SourceLoss(source, arrived, lost, late, duplicates, Math.max(0, backwards - duplicates),
                latestMs, ended());
    }

    private @Nullable String ended() {
        if (end == NOT_ENDED) {
            return null;
        }
        return end == CLEAN ? "clean" : "killed";
    }

    /** For a store; {@link #fromBytes} reads it. */
    public byte[] toBytes() {
        return UsageBytes.write(out -> {
            UsageBytes.writeMap(out, gaps);
            UsageBytes.writeMap(out, marks);
            byte[] bits = ahead.toByteArray();
            out.writeInt(bits.length);
            out.write(bits);
            out.writeLong(settled);
            out.writeBoolean(open);
            UsageBytes.writeLongs(out,
                    List.of(arrived, lost, duplicates, backwards, latestMs, end, endToldMs, late, lateToTell));
        });
    }

    public static LossTracker fromBytes(byte[] bytes) {
        return UsageBytes.read(bytes, (in, _) -> {
            LossTracker tracker = new LossTracker();
            tracker.gaps.putAll(UsageBytes.readMap(in));
            tracker.marks.putAll(UsageBytes.readMap(in));
            tracker.ahead = BitSet.valueOf(in.readNBytes(in.readInt()));
            tracker.settled = in.readLong();
            tracker.open = in.readBoolean();
            List<Long> counts = UsageBytes.readLongs(in);
            tracker.arrived = counts.get(0);
            tracker.lost = counts.get(1);
            tracker.duplicates = counts.get(2);
            tracker.backwards = counts.get(3);
            tracker.latestMs = counts.get(4);
            if (counts.size() > 5) {
                tracker.end = counts.get(5);
                tracker.endToldMs = counts.get(6);
            }
            if (counts.size() > 7) {
                tracker.late = counts.get(7);
                tracker.lateToTell = counts.get(8);
            }
            return tracker;
        });
    }
}
