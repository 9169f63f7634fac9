package io.doorstep.chat.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleStrangersTests {
    private static final long STAY = 5;

    private long now;
    private final IdleStrangers strangers = new IdleStrangers(() -> now, STAY);
    private final List<Object> left = new ArrayList<>();

    private IdleStrangers.Stranger add(Object name) {
        return strangers.add(() -> left.add(name));
    }

    @Test
    void theLongestIdleLeavesFirst_andEachOnce() {
        IntStream.range(0, 3).forEach(this::add);
        now = STAY;
        for (int i = 0; i < 3; i++) {
            assertThat(strangers.ready(10)).isEqualTo(3 - i);
            assertThat(strangers.ready(1)).isEqualTo(1);
            assertThat(strangers.makeRoom()).isTrue();
        }
        assertThat(strangers.ready(10)).isZero();
        assertThat(strangers.makeRoom()).isFalse();
        assertThat(left).containsExactly(0, 1, 2);
    }

    @Test
    void nobodyLeaves_beforeTheShortestStay() {
        add("a");
        now = STAY - 1;
        assertThat(strangers.ready(10)).isZero();
        assertThat(strangers.makeRoom()).isFalse();
        now = STAY;
        assertThat(strangers.makeRoom()).isTrue();
    }

    @Test
    void whoeverHasStirred_isIdleSinceThen() {
        IdleStrangers.Stranger typist = add("typist");
        add("idle");
        now = 3;
        typist.stir();
        now = 7;
        assertThat(strangers.makeRoom()).isTrue();
        assertThat(strangers.makeRoom()).isFalse();
        now = 8;
        assertThat(strangers.makeRoom()).isTrue();
        assertThat(left).containsExactly("idle", "typist");
    }

    @Test
    void whoeverWroteOrIsGone_isNotAsked() {
        add("writer").remove();
        IdleStrangers.Stranger gone = add("gone");
        gone.remove();
        gone.stir();
        now = STAY;
        assertThat(strangers.makeRoom()).isFalse();
        assertThat(strangers.count()).isZero();
    }

    private record Listed(IdleStrangers.Stranger stranger, int name, long since) {}

    /** As a list that is searched from its beginning each time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyCourse_isThatOfAList(long seed) {
        Random random = new Random(seed);
        List<Listed> order = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            now += random.nextInt(2);
            int choice = order.isEmpty() ? 0 : random.nextInt(5);
            int place = order.isEmpty() ? 0 : random.nextInt(order.size());
            switch (choice) {
                case 0, 1 -> order.add(new Listed(add(i), i, now));
                case 2 -> {
                    Listed stirred = order.remove(place);
                    stirred.stranger().stir();
                    order.add(new Listed(stirred.stranger(), stirred.name(), now));
                }
                case 3 -> order.remove(place).stranger().remove();
                default -> {
                    boolean expected = now - order.getFirst().since() >= STAY;
                    assertThat(strangers.makeRoom()).isEqualTo(expected);
                    if (expected) {
                        assertThat(left.getLast()).isEqualTo(order.removeFirst().name());
                    }
                }
            }
            assertThat(strangers.count()).isEqualTo(order.size());
        }
    }

    @Test
    void underManyThreads_eachLeavesOnceOrIsRemoved() throws ExecutionException, InterruptedException {
        IdleStrangers busy = new IdleStrangers(System::nanoTime, 0);
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger twice = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = IntStream.range(0, 8).<Future<?>>mapToObj(_ -> threads.submit(() -> {
                for (int i = 0; i < 3000; i++) {
                    AtomicInteger own = new AtomicInteger();
                    IdleStrangers.Stranger stranger = busy.add(() -> {
                        asked.incrementAndGet();
                        twice.addAndGet(own.getAndIncrement());
                    });
                    if (i % 3 == 0) {
                        stranger.stir();
                    }
                    if (i % 2 == 0) {
                        busy.makeRoom();
                    }
                    stranger.remove();
                }
            })).toList();
            for (Future<?> one : done) {
                one.get();
            }
        }
        assertThat(asked.get()).isPositive();
        assertThat(twice.get()).isZero();
        assertThat(busy.count()).isZero();
    }
}
