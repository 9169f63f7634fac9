package io.doorstep.chat.kafka.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowedAggregatorTests {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final int EACH = 100_000;

    /** A sum that only the lock of its holder guards. */
    private static final class Count {
        private final Instant first;
        private long count;

        Count(Instant first) {
            this.first = first;
        }
    }

    private record Slot(int key, long startMs) {}

    private static WindowedAggregator<Integer, Count> seconds(int capacity) {
        return new WindowedAggregator<>(Duration.ofSeconds(1), capacity, Count::new);
    }

    private static boolean add(WindowedAggregator<Integer, Count> sums, int millis, int key) {
        return sums.add(START.plusMillis(millis), key, sum -> sum.count++);
    }

    @Test
    void aSum_beginsWithTheFirst_andAgainAfterItWasTaken() {
        WindowedAggregator<Integer, Count> sums = seconds(1);
        add(sums, 200, 1);
        add(sums, 900, 1);
        Count taken = sums.takeUntil(START.plusSeconds(1)).getFirst().value();
        add(sums, 950, 1);
        assertThat(taken.count).isEqualTo(2);
        assertThat(taken.first).isEqualTo(START.plusMillis(200));
        assertThat(sums.takeUntil(Instant.MAX)).singleElement().satisfies(sum -> {
            assertThat(sum.startMs()).isEqualTo(START.toEpochMilli());
            assertThat(sum.value().first).isEqualTo(START.plusMillis(950));
            assertThat(sum.value().count).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # keys, seconds, capacity, threads, takers
            1     , 1      , 1       , 4      , 2
            1     , 3      , 2       , 4      , 1
            7     , 3      , 1000    , 4      , 2
            50    , 2      , 20      , 3      , 1
            1000  , 5      , 100     , 2      , 2
            """)
    void whatIsAdded_isTakenExactlyOnce_whileOthersTake(int keys, int seconds, int capacity, int threads, int takers)
            throws InterruptedException, ExecutionException {
        WindowedAggregator<Integer, Count> sums = seconds(capacity);
        AtomicInteger adding = new AtomicInteger(threads);
        List<Future<Map<Slot, Long>>> added = new ArrayList<>();
        List<Future<List<WindowedAggregator.Sum<Integer, Count>>>> taken = new ArrayList<>();
        try (var executor = Executors.newCachedThreadPool()) {
            for (int thread = 0; thread < threads; thread++) {
                SplittableRandom random = new SplittableRandom(thread);
                added.add(executor.submit(() -> {
                    try {
                        return added(sums, random, keys, seconds);
                    } finally {
                        adding.decrementAndGet();
                    }
                }));
            }
            for (int taker = 0; taker < takers; taker++) {
                taken.add(executor.submit(() -> {
                    List<WindowedAggregator.Sum<Integer, Count>> all = new ArrayList<>();
                    while (adding.get() > 0) {
                        all.addAll(sums.takeUntil(Instant.MAX));
                    }
                    return all;
                }));
            }
        }
        Map<Slot, Long> in = new HashMap<>();
        for (Future<Map<Slot, Long>> one : added) {
            one.get().forEach((slot, count) -> in.merge(slot, count, Long::sum));
        }
        List<WindowedAggregator.Sum<Integer, Count>> all = new ArrayList<>(sums.takeUntil(Instant.MAX));
        for (Future<List<WindowedAggregator.Sum<Integer, Count>>> one : taken) {
            all.addAll(one.get());
        }
        Map<Slot, Long> out = new HashMap<>();
        all.forEach(sum -> out.merge(new Slot(sum.key(), sum.startMs()), sum.value().count, Long::sum));
        assertThat(out).isEqualTo(in);
        assertThat(all).allSatisfy(sum -> assertThat(sum.value().count).isPositive());
        for (int key = 0; key < capacity; key++) {
            assertThat(add(sums, 0, key)).as("room given back").isTrue();
        }
        assertThat(add(sums, 0, capacity)).as("no more room than there was").isFalse();
    }

    /** What found room. */
    private static Map<Slot, Long> added(WindowedAggregator<Integer, Count> sums, SplittableRandom random, int keys,
            int seconds) {
        Map<Slot, Long> added = new HashMap<>();
        for (int i = 0; i < EACH; i++) {
            int key = random.nextInt(keys);
            int second = random.nextInt(seconds);
            if (add(sums, second * 1000 + random.nextInt(1000), key)) {
                added.merge(new Slot(key, START.toEpochMilli() + second * 1000L), 1L, Long::sum);
            }
        }
        return added;
    }
}
