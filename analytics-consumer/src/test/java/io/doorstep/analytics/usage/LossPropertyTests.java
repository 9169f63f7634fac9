package io.doorstep.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Sequences that are spread over partitions, dropped, doubled and swapped, against what the ledger makes of them. */
class LossPropertyTests {
    private static final int SEEDS = 300;
    private static final long WINDOW = 1000;

    /** What went over the wire, by partition, with the sums the ledger must come to. */
    private static final class Wire {
        private final Random random;
        private final List<List<Long>> partitions = new ArrayList<>();
        private final Set<Long> sent = new HashSet<>();
        private long duplicates;
        private long backwards;

        Wire(Random random) {
            this.random = random;
            for (int i = random.nextInt(1, 13); i > 0; i--) {
                partitions.add(new ArrayList<>());
            }
        }

        /** @param swapped how often neighbours of a partition change places, in a hundred */
        void publish(int events, int dropped, int doubled, int swapped) {
            long first = random.nextInt(1000);
            for (long sequence = first; sequence < first + events; sequence++) {
                List<Long> partition = partitions.get(random.nextInt(partitions.size()));
                boolean inner = sequence > first && sequence < first + events - 1;
                if (!inner || random.nextInt(100) >= dropped) {
                    partition.add(sequence);
                    sent.add(sequence);
                    if (random.nextInt(100) < doubled) {
                        partition.add(sequence);
                        duplicates++;
                    }
                }
            }
            for (List<Long> partition : partitions) {
                for (int i = 1; i < partition.size(); i++) {
                    if (random.nextInt(100) < swapped) {
                        Collections.swap(partition, i - 1, i);
                    }
                }
                long highest = Long.MIN_VALUE;
                for (long sequence : partition) {
                    backwards += sequence <= highest ? 1 : 0;
                    highest = Math.max(highest, sequence);
                }
            }
        }

        long lost() {
            return Collections.max(sent) - Collections.min(sent) + 1 - sent.size();
        }
    }

    private static void tell(SequenceBuffer buffer, LossTracker tracker) {
        tracker.add(buffer.sequences(), buffer.backwards(), buffer.latestMs());
        tracker.addLate(buffer.late());
    }

    private static LossTracker read(Wire wire, Random random, boolean throughBytes) {
        return read(wire, Set.of(), random, throughBytes);
    }

    private static LossTracker read(Wire wire, Set<Long> late, Random random, boolean throughBytes) {
        LossTracker tracker = new LossTracker();
        List<SequenceBuffer> buffer = new ArrayList<>(
                Stream.generate(SequenceBuffer::nothing).limit(wire.partitions.size()).toList());
        int[] at = new int[wire.partitions.size()];
        int left = wire.partitions.stream().mapToInt(List::size).sum();
        while (left > 0) {
            int partition = random.nextInt(at.length);
            if (at[partition] < wire.partitions.get(partition).size()) {
                long sequence = wire.partitions.get(partition).get(at[partition]++);
                left--;
                SequenceBuffer now = buffer.get(partition);
                now.add("topic", sequence, 0, sequence, late.contains(sequence));
                if (now.isFull() || random.nextInt(20) == 0) {
                    tell(now, tracker);
                    now.told();
                }
                buffer.set(partition, throughBytes ? SequenceBuffer.fromBytes(now.toBytes()) : now);
                tracker = throughBytes ? LossTracker.fromBytes(tracker.toBytes()) : tracker;
            }
        }
        for (SequenceBuffer last : buffer) {
            tell(last, tracker);
            if (last.highestBefore(WINDOW).isPresent()) {
                tracker.mark(WINDOW, last.highestBefore(WINDOW).getAsLong());
            }
        }
        return tracker;
    }

    @RepeatedTest(SEEDS)
    void lossDuplicatesAndReorderings_areCountedRight_howeverTheyArrive(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        Wire wire = new Wire(random);
        wire.publish(random.nextInt(2, 400), random.nextInt(60), random.nextInt(30), random.nextInt(40));
        LossTracker tracker = read(wire, random, random.nextBoolean());

        assertThat(tracker.settle(WINDOW)).isEqualTo(wire.lost());

        SourceLoss loss = tracker.toLoss("chat-1");
        assertThat(loss.lost()).isEqualTo(wire.lost());
        assertThat(loss.arrived()).isEqualTo(wire.sent.size());
        assertThat(loss.duplicates()).isEqualTo(wire.duplicates);
        assertThat(loss.reordered()).isEqualTo(wire.backwards - wire.duplicates);
        assertThat(loss.latestMs()).isEqualTo(Collections.max(wire.sent));
    }

    /** Of a sequence that comes twice, both are late here: whether the first counts as lost cannot depend on the second. */
    @RepeatedTest(SEEDS)
    void whatIsLate_isLostOnce_howeverItArrives(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        Wire wire = new Wire(random);
        wire.publish(random.nextInt(2, 400), random.nextInt(60), random.nextInt(30), random.nextInt(40));
        Set<Long> late = wire.sent.stream().filter(_ -> random.nextInt(4) == 0).collect(Collectors.toSet());
        LossTracker tracker = read(wire, late, random, random.nextBoolean());

        assertThat(tracker.settle(WINDOW)).isEqualTo(wire.lost() + late.size());

        SourceLoss loss = tracker.toLoss("chat-1");
        assertThat(loss.late()).isEqualTo(late.size());
        assertThat(loss.lost()).isEqualTo(wire.lost() + late.size());
        assertThat(loss.arrived()).isEqualTo(wire.sent.size());
        assertThat(loss.duplicates()).isEqualTo(wire.duplicates);
    }

    @RepeatedTest(SEEDS)
    void nothingIsLost_whileAPartitionLagsBehind(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        List<Long> all = new ArrayList<>();
        for (long i = 1; i <= 200; i++) {
            all.add(i);
        }
        LossTracker tracker = new LossTracker();
        List<Long> lagging = new ArrayList<>();
        for (long sequence : all) {
            if (random.nextInt(3) > 0) {
                tracker.add(List.of(sequence), 0, 1);
            } else {
                lagging.add(sequence);
            }
        }
        assertThat(tracker.settle(WINDOW)).as("no window was closed by all").isZero();
        lagging.forEach(sequence -> tracker.add(List.of(sequence), 0, 1));
        tracker.mark(WINDOW, 200);
        assertThat(tracker.settle(WINDOW)).isZero();
        assertThat(tracker.toLoss("chat-1").arrived()).isEqualTo(200);
        assertThat(tracker.toBytes()).hasSizeLessThan(200);
    }

    @RepeatedTest(20)
    void memory_isBounded_whateverArrives(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        LossTracker tracker = new LossTracker();
        SequenceBuffer buffer = SequenceBuffer.nothing();
        for (int i = 0; i < 2000; i++) {
            long sequence = random.nextLong(1L << random.nextInt(1, 40));
            tracker.add(List.of(sequence), random.nextInt(2), random.nextInt(1000));
            tracker.mark(random.nextInt(1_000_000), sequence);
            buffer.add("topic", sequence, random.nextInt(1000) * WINDOW, i, random.nextBoolean());
            if (buffer.isFull()) {
                buffer.told();
                buffer.closed(random.nextInt(1000) * WINDOW);
            }
        }
        assertThat(tracker.toBytes()).hasSizeLessThan(LossTracker.MOST_AHEAD / 8 + 4096);
        assertThat(buffer.toBytes()).hasSizeLessThan(4096);
    }
}
