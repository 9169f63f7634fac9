package io.doorstep.chat.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.Limiters.Subject;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The limiters under real threads that do all they can to find a gap. */
class LimiterStressTests {
    private static final int THREADS = 4;

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private static <T> List<T> together(Callable<T> work) throws ExecutionException, InterruptedException {
        var start = new CyclicBarrier(THREADS);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<T>> running = IntStream.range(0, THREADS).mapToObj(_ -> threads.submit(() -> {
                start.await();
                return work.call();
            })).toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    /** Instants are bracketed: a permit was granted no earlier than the clock before the call, no later than after it. */
    private record Granted(long earliest, long latest) {}

    @RepeatedTest(5)
    void noWindowHoldsMoreThanTheLimit_whileOthersSweepAndChangeTheLimit()
            throws ExecutionException, InterruptedException {
        RateLimit few = new RateLimit(5, 20);
        RateLimit many = new RateLimit(9, 20);
        var limiters = new Limiters(LimiterFactory.slidingWindow(LimiterStressTests::nowMs), 4);
        var subject = Subject.of(ClientKey.ofAddress("192.0.2.1"));
        var stop = new AtomicBoolean();
        Thread sweeper = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                limiters.sweep();
            }
        });
        var enough = new AtomicInteger(180);
        long end = nowMs() + 30_000;
        List<Granted> granted = together(() -> {
            List<Granted> mine = new ArrayList<>();
            while (enough.get() > 0 && nowMs() < end) {
                long before = nowMs();
                RateLimit limit = ThreadLocalRandom.current().nextBoolean() ? few : many;
                if (limiters.tryAcquire(LimitName.CONNECTION_RATE, subject, limit) instanceof Acquisition.Granted) {
                    mine.add(new Granted(before, nowMs()));
                    enough.decrementAndGet();
                }
            }
            return mine;
        }).stream().flatMap(List::stream).toList();
        stop.set(true);
        sweeper.join();
        long[] earliest = granted.stream().mapToLong(Granted::earliest).sorted().toArray();
        long[] latest = granted.stream().mapToLong(Granted::latest).sorted().toArray();
        assertThat(earliest.length).isGreaterThanOrEqualTo(180);
        for (int i = 9; i < latest.length; i++) {
            assertThat(latest[i] - earliest[i - 9]).as("permit %s and the ninth before it", i)
                    .isGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void everyPermitThatIsGivenBack_canBeHadAgain() throws ExecutionException, InterruptedException {
        RateLimit limit = new RateLimit(100, 3_600_000);
        var limiters = new Limiters(LimiterFactory.slidingWindow(), 100);
        var subject = Subject.of(ClientKey.ofAddress("192.0.2.1"));
        List<Integer> kept = together(() -> {
            int mine = 0;
            for (int i = 0; i < 20_000; i++) {
                if (limiters.tryAcquire(LimitName.CONNECTION_RATE, subject,
                        limit) instanceof Acquisition.Granted granted) {
                    if (mine < 10) {
                        mine++;
                    } else {
                        granted.giveBack();
                    }
                }
            }
            return mine;
        });
        int held = kept.stream().mapToInt(Integer::intValue).sum();
        assertThat(limiters.available(LimitName.CONNECTION_RATE, subject, limit)).isEqualTo(100 - held);
    }

    @Test
    void theStoreHoldsNoMoreThanItsCapacity_whateverComesAtOnce() throws ExecutionException, InterruptedException {
        RateLimit limit = new RateLimit(5, 50);
        var limiters = new Limiters(LimiterFactory.slidingWindow(), 1000);
        List<Long> most = together(() -> {
            long seen = 0;
            for (int i = 0; i < 30_000; i++) {
                var random = ThreadLocalRandom.current();
                var client = ClientKey
                        .ofAddress("10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256));
                limiters.tryAcquire(LimitName.CONNECTION_RATE, Subject.of(client), limit);
                if (i % 100 == 0) {
                    limiters.sweep();
                }
                seen = Math.max(seen, limiters.size());
            }
            return seen;
        });
        assertThat(most).allMatch(seen -> seen <= 1000 + THREADS);
        assertThat(limiters.population().shared()).isPositive();
        assertThat(limiters.reset()).isLessThanOrEqualTo(1000);
        assertThat(limiters.size()).isZero();
    }

    @Test
    void aPermitThatIsGivenBack_leavesNothingBehind() throws ExecutionException, InterruptedException {
        RateLimit wide = new RateLimit(1000, 3_600_000);
        RateLimit narrow = new RateLimit(7, 3_600_000);
        var limiters = new Limiters(LimiterFactory.slidingWindow(), 100);
        var subject = Subject.of(ClientKey.ofAddress("192.0.2.1"));
        List<Integer> taken = together(() -> {
            int mine = 0;
            for (int i = 0; i < 5_000; i++) {
                var first = limiters.tryAcquire(LimitName.CONNECTION_RATE, subject, wide);
                var second = limiters.tryAcquire(LimitName.SESSION_CREATION, subject, narrow);
                if (second instanceof Acquisition.Granted) {
                    mine++;
                } else if (first instanceof Acquisition.Granted granted) {
                    granted.giveBack();
                }
            }
            return mine;
        });
        assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isEqualTo(7);
        assertThat(limiters.available(LimitName.CONNECTION_RATE, subject, wide)).isEqualTo(993);
        assertThat(limiters.available(LimitName.SESSION_CREATION, subject, narrow)).isZero();
    }
}
