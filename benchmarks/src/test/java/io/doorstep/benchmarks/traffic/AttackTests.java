package io.doorstep.benchmarks.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AttackTests {
    private record Knock(long afterMs, int client) {}

    @ParameterizedTest
    @EnumSource
    void attempts_areTheSameForASeed_andWithinTheTime(Attack attack) {
        List<Knock> knocks = knocks(attack.traffic());

        assertThat(knocks).isEqualTo(knocks(attack.traffic())).isNotEmpty()
                .allSatisfy(knock -> assertThat(knock.afterMs()).isBetween(0L, attack.traffic().lasts().toMillis()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            BURST,           5,    9000, false
            RECONNECT_STORM, 300,  3600, true
            ROTATING,        1800, 5400, false
            """)
    void attempts_areWhatTheParametersSay(Attack attack, long clients, int attempts, boolean legit) {
        List<Knock> knocks = knocks(attack.traffic());

        assertThat(knocks.stream().map(Knock::client).distinct()).hasSize((int) clients);
        assertThat(knocks).hasSize(attempts);
        assertThat(attack.traffic().isLegit()).isEqualTo(legit);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            BURST,       5,    45000, 60
            ROTATING,    1800, 5400,  60
            DRIP,        20,   20560, 120
            """)
    void messages_haveNumbersOfTheirOwn(Attack attack, long clients, int messages, long minutes) {
        Traffic traffic = attack.messages().orElseThrow();
        List<Knock> knocks = knocks(traffic);

        assertThat(knocks.stream().map(Knock::client).distinct()).hasSize((int) clients);
        assertThat(knocks).hasSizeBetween(messages, messages + 20);
        assertThat(traffic.lasts()).isLessThanOrEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void messages_areNothing_whereNobodyTalks() {
        assertThat(Attack.OFFICE.messages()).isEmpty();
        assertThat(Attack.RECONNECT_STORM.messages()).isEmpty();
    }

    @Test
    void drip_staysUnderTheLimit_inEveryWindow() {
        List<Knock> one = knocks(Attack.DRIP.traffic()).stream().filter(knock -> knock.client() == 0).toList();

        for (int i = 9; i < one.size(); i++) {
            assertThat(one.get(i).afterMs() - one.get(i - 9).afterMs()).isGreaterThan(300_000);
        }
    }

    @Test
    void pulse_isQuietBetweenItsLoudTimes() {
        List<Knock> one = knocks(new Pulse(1, 30, Duration.ofMinutes(5), Duration.ofMinutes(20),
                Duration.ofHours(1)));

        assertThat(one).hasSize(90).allSatisfy(
                knock -> assertThat(knock.afterMs() % Duration.ofMinutes(20).toMillis()).isLessThan(300_000));
    }

    @Test
    void dawn_isOfThoseWhoMeanIll_andOfTheMorningsPeople() {
        Traffic dawn = Attack.DAWN.traffic();
        long night = Duration.ofHours(6).toMillis();

        assertThat(knocks(dawn)).allSatisfy(
                knock -> assertThat(dawn.isLegit(knock.client())).isEqualTo(knock.afterMs() >= night));
    }

    @Test
    void poisoner_getsBusier() {
        var poisoner = new Poisoner(1, 10, 100, Duration.ofHours(10));
        List<Knock> knocks = knocks(poisoner);
        long half = poisoner.lasts().toMillis() / 2;

        assertThat(knocks.stream().filter(knock -> knock.afterMs() >= half).count())
                .isGreaterThan(2 * knocks.stream().filter(knock -> knock.afterMs() < half).count());
    }

    @Test
    void shop_isBusiestAtNoon() {
        List<Knock> knocks = knocks(new Shop(Duration.ofDays(1), 600));

        assertThat(between(knocks, 11, 13)).isGreaterThan(4 * (between(knocks, 0, 1) + between(knocks, 23, 24)));
    }

    private static long between(List<Knock> knocks, int fromHour, int toHour) {
        return knocks.stream().filter(knock -> knock.afterMs() >= Duration.ofHours(fromHour).toMillis()
                && knock.afterMs() < Duration.ofHours(toHour).toMillis()).count();
    }

    private static List<Knock> knocks(Traffic traffic) {
        List<Knock> knocks = new ArrayList<>();
        traffic.play(new Random(7), (afterMs, client) -> knocks.add(new Knock(afterMs, client)));
        return knocks;
    }
}
