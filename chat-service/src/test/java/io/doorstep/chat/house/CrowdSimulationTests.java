package io.doorstep.chat.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.ClientKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A crowd of 3,000 for 1,000 places, in virtual time. Visitors stay as long as chance has it, and come back as clients do:
 * after the wait they were told and a random part of {@code min(30 s, 1 s · 2^attempt)}.
 */
class CrowdSimulationTests {
    private static final int PLACES = 1000;
    private static final int CROWD = 3000;
    private static final int CAPACITY = 10_000;

    private enum Kind {
        PATIENT,
        /** Comes every two seconds, whatever it is told. */
        IMPATIENT,
        /** Does not come back. */
        GONE
    }

    private static final class Visitor {
        private final int number;
        private final Kind kind;
        private final long arrivesMs;
        private int attempts;
        private boolean isWaiting;
        private long inMs = -1;

        Visitor(int number, Kind kind, long arrivesMs) {
            this.number = number;
            this.kind = kind;
            this.arrivesMs = arrivesMs;
        }

        ClientKey key() {
            return ClientKey.ofAddress("10." + number / 65_536 + "." + number / 256 % 256 + "." + number % 256);
        }
    }

    private record Event(long atMs, long order, Runnable what) {}

    private final WaitingList list = new WaitingList(CAPACITY, Duration.ofSeconds(5));
    private final Turnover turnover = new Turnover();
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparingLong(Event::atMs).thenComparingLong(Event::order));
    private final List<Visitor> letIn = new ArrayList<>();
    private Random random = new Random();
    private double meanStayMs;
    private long nowMs;
    private long order;
    private int inside;
    private long ended;
    private int asked;

    private void at(long timeMs, Runnable what) {
        events.add(new Event(timeMs, order++, what));
    }

    private long stay() {
        return (long) (-meanStayMs * Math.log(1 - random.nextDouble()));
    }

    private void come(Visitor visitor) {
        asked++;
        double perSecond = turnover.perSecond(inside);
        int free = PLACES - inside;
        long waitMs = free > 0 && list.isEmpty() ? 0 : list.ask(visitor.key(), free, PLACES / 5, perSecond, nowMs);
        if (waitMs == 0) {
            list.took(visitor.key());
            inside++;
            visitor.inMs = nowMs;
            letIn.add(visitor);
            at(nowMs + stay(), () -> {
                inside--;
                ended++;
            });
            return;
        }
        visitor.isWaiting = true;
        if (visitor.kind == Kind.GONE) {
            return;
        }
        long jitterMs = (long) (random.nextDouble() * Math.min(30_000, 1000L << Math.min(5, visitor.attempts)));
        visitor.attempts++;
        at(nowMs + (visitor.kind == Kind.IMPATIENT ? 2000 : waitMs + jitterMs), () -> come(visitor));
    }

    private void observe(Duration elapsed) {
        turnover.observe(ended, inside, elapsed);
        ended = 0;
    }

    private List<Visitor> play(long seed, double stayMs, long arrivalMs, int impatientPercent, int gonePercent) {
        random = new Random(seed);
        meanStayMs = stayMs;
        List<Visitor> crowd = IntStream.range(0, CROWD).mapToObj(number -> {
            int chance = random.nextInt(100);
            Kind kind = chance < impatientPercent
                    ? Kind.IMPATIENT
                    : chance < impatientPercent + gonePercent ? Kind.GONE : Kind.PATIENT;
            return new Visitor(number, kind, arrivalMs * number / CROWD);
        }).toList();
        crowd.forEach(visitor -> at(visitor.arrivesMs, () -> come(visitor)));
        for (long second = 1; second < 7200; second++) {
            at(second * 1000, () -> observe(Duration.ofSeconds(1)));
        }
        while (!events.isEmpty()) {
            Event event = events.remove();
            nowMs = event.atMs;
            event.what.run();
            assertThat(inside).isBetween(0, PLACES);
        }
        return crowd;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # mean stay s, arrival s, impatient %, gone %
            30           , 20       , 0          , 0
            60           , 30       , 0          , 0
            120          , 5        , 0          , 0
            120          , 30       , 0          , 0
            120          , 30       , 20         , 0
            120          , 30       , 0          , 30
            120          , 30       , 20         , 10
            180          , 120      , 10         , 10
            300          , 60       , 0          , 0
            400          , 40       , 10         , 20
            600          , 60       , 0          , 0
            """)
    void aCrowd_getsInInItsOrder_andWhoKeepsToItsMomentAtTheFirstTry(int staySeconds, int arrivalSeconds,
            int impatientPercent, int gonePercent) {
        for (int seed = 1; seed <= 4; seed++) {
            new CrowdSimulationTests().check(seed, staySeconds, arrivalSeconds, impatientPercent, gonePercent);
        }
    }

    private void check(long seed, int staySeconds, int arrivalSeconds, int impatientPercent, int gonePercent) {
        List<Visitor> crowd = play(seed, staySeconds * 1000.0, arrivalSeconds * 1000L, impatientPercent, gonePercent);
        assertThat(crowd).as("nobody starves").filteredOn(visitor -> visitor.kind != Kind.GONE)
                .allMatch(visitor -> visitor.inMs >= 0);
        List<Visitor> waited = letIn.stream().filter(visitor -> visitor.isWaiting).toList();
        List<Visitor> patient = waited.stream().filter(visitor -> visitor.kind == Kind.PATIENT).toList();
        long atFirstTry = patient.stream().filter(visitor -> visitor.attempts == 1).count();
        assertThat(patient.size()).isGreaterThan(1000);
        assertThat((double) atFirstTry / patient.size()).as("at the first try").isGreaterThanOrEqualTo(0.95);
        List<Visitor> byArrival = waited.stream().sorted(Comparator.comparingInt(visitor -> visitor.number)).toList();
        int most = 0;
        for (int place = 0; place < waited.size(); place++) {
            most = Math.max(most, Math.abs(byArrival.indexOf(waited.get(place)) - place));
        }
        assertThat((double) most / CROWD).as("out of order by at most").isLessThanOrEqualTo(0.05);
        assertThat(asked).as("no storm").isLessThan(impatientPercent > 0 ? 200 * CROWD : 2 * CROWD);
    }
}
