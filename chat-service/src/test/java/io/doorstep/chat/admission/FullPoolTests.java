package io.doorstep.chat.admission;

import static io.doorstep.chat.admission.DividedPool.agent;
import static io.doorstep.chat.admission.DividedPool.known;
import static io.doorstep.chat.admission.DividedPool.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.house.Permit;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A full pool: who makes room, who waits, and what is said of it. */
class FullPoolTests {
    /** After it an idle stranger may be asked to leave. */
    private static final Duration SHORTEST_STAY = Duration.ofSeconds(5);

    private final DividedPool pool = new DividedPool();

    /** A stranger of a network of its own, who makes room when asked. */
    private Permit idler(int number) {
        Permit permit = pool.in(stranger(number));
        permit.idle(permit::release);
        return permit;
    }

    @Test
    void newcomers_areGivenTheRoomOfIdleStrangers_andThoseWhoWroteStay() {
        List<Permit> idle = IntStream.range(0, 80).mapToObj(this::idler).toList();
        idle.get(0).busy();
        pool.out(stranger(100));
        pool.later(SHORTEST_STAY);
        idle.get(1).stir();
        IntStream.range(100, 178).forEach(number -> pool.in(stranger(number)));
        assertThat(pool.house.madeRoom()).isEqualTo(78);
        assertThat(pool.out(stranger(200)).scope()).isEqualTo("instance");
        pool.later(SHORTEST_STAY);
        pool.in(stranger(200));
        assertThat(pool.out(stranger(201)).scope()).isEqualTo("instance");
        assertThat(pool.house.connections()).isEqualTo(80);
    }

    @Test
    void room_isMadeForThoseWhoAreKnown_butByStrangersAlone() {
        IntStream.range(0, 79).forEach(number -> pool.in(known("a" + number)).idle(() -> {
            throw new AssertionError("whoever is known stays");
        }));
        idler(0);
        IntStream.range(80, 100).forEach(number -> pool.in(known("a" + number)));
        pool.later(SHORTEST_STAY);
        pool.in(known("newcomer"));
        assertThat(pool.house.connections(Tier.ANONYMOUS)).isZero();
        pool.out(known("another"));
    }

    @Test
    void noRoomIsMade_forWhomSomethingElseRefuses() {
        IntStream.range(0, 79).forEach(this::idler);
        Client client = known("of-two");
        Client throttled = stranger(90);
        idler(79);
        pool.later(SHORTEST_STAY);
        assertThat(pool.pool.acquire(throttled, "11", 1)).isInstanceOf(AdmissionDecision.Admitted.class);
        long made = pool.house.madeRoom();
        assertThat(made).isEqualTo(1);
        assertThat(pool.pool.acquire(throttled, "11", 1)).isInstanceOf(AdmissionDecision.Rejected.class);
        IntStream.range(0, 20).forEach(_ -> pool.in(client));
        assertThat(pool.house.madeRoom()).isEqualTo(made);
    }

    @Test
    void aHouseIsAsFullAsItIs_whereRoomCannotBeMade() {
        IntStream.range(0, 80).forEach(number -> pool.in(stranger(number)).idle(() -> {
            throw new IllegalStateException("room cannot be made");
        }));
        pool.later(SHORTEST_STAY);
        assertThat(pool.out(stranger(100)).scope()).isEqualTo("instance");
        assertThat(pool.house.connections()).isEqualTo(80);
    }

    @Test
    void whoFindsNoPlace_hasAMoment_andThePlaceIsKept() {
        List<Permit> in = pool.strangers(80);
        assertThat(pool.out(stranger(100)).retryAfterMs()).isEqualTo(12_000);
        assertThat(pool.out(stranger(101)).retryAfterMs()).isBetween(13_000L, 16_000L);
        assertThat(pool.house.waiting()).isEqualTo(2);
        pool.later(Duration.ofSeconds(11));
        in.get(0).release();
        assertThat(pool.out(stranger(200)).message()).contains("80 connections of anonymous visitors");
        assertThat(pool.out(stranger(100)).retryAfterMs()).as("it comes early").isEqualTo(1000);
        pool.later(Duration.ofSeconds(1));
        pool.in(stranger(100));
        assertThat(pool.house.waiting()).isEqualTo(2);
        assertThat(pool.out(stranger(101)).retryAfterMs()).isPositive();
    }

    @Test
    void thoseWhoAreKnown_waitInALineOfTheirOwn() {
        IntStream.range(0, 100).forEach(number -> pool.in(known("a" + number)));
        pool.out(known("late"));
        pool.out(stranger(0));
        assertThat(pool.house.waiting()).isEqualTo(2);
    }

    @Test
    void whoeverIsRefusedForAnythingElse_doesNotWaitInLine() {
        pool.strangers(64);
        IntStream.range(0, 10).forEach(number -> pool.in(Fixtures.client("198.51.100." + number)));
        pool.out(Fixtures.client("198.51.100.11"));
        IntStream.range(64, 70).forEach(number -> pool.in(stranger(number)));
        pool.out(Fixtures.client("198.51.100.11"));
        assertThat(pool.house.waiting()).isZero();
        pool.out(stranger(99));
        assertThat(pool.house.waiting()).isEqualTo(1);
        IntStream.range(0, 6).forEach(number -> pool.come(agent("a" + number)));
        assertThat(pool.house.waiting()).isEqualTo(1);
    }

    @Test
    void nobodyIsRefused_whereThoseWhoWaitCannotBeAsked() {
        List<Permit> in = pool.strangers(80);
        pool.out(stranger(100));
        in.get(0).release();
        pool.breakTheClock();
        assertThat(pool.come(stranger(101))).isInstanceOfSatisfying(AdmissionDecision.FailedOpen.class,
                failed -> assertThat(failed.part()).isEqualTo("waiting_lines"));
        assertThat(pool.come(stranger(102))).as("a full house is full").isInstanceOf(AdmissionDecision.Rejected.class);
        assertThat(pool.house.connections()).isEqualTo(80);
    }

    @Test
    void theHouseIsFull_sinceSomebodyFoundNoRoom() {
        pool.strangers(80);
        assertThat(pool.house.fullSince()).isNull();
        pool.out(stranger(100));
        assertThat(pool.house.fullSince()).isEqualTo(DividedPool.NOW);
        assertThat(pool.house.fullOfAgentsSince()).isNull();
        IntStream.range(0, 6).forEach(number -> pool.come(agent("a" + number)));
        assertThat(pool.house.fullOfAgentsSince()).isEqualTo(DividedPool.NOW);
    }
}
