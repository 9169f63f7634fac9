package io.doorstep.analytics.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.SanctionAnomaly;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SiteMinutesTests {
    private static final long MINUTE_MS = 60_000;
    private static final long DAY_MS = 24 * 60 * MINUTE_MS;

    private final SiteMinutes site = new SiteMinutes(AnomalyForest.untrained());
    private final Random random = new Random(1);

    private static ConnectionOpened opened(String client, int product) {
        return new ConnectionOpened(client, "c", Integer.toString(product), Tier.ANONYMOUS, null, 1, 1, 0, false);
    }

    /** A few people, each with a page or three and some messages. */
    private void ordinaryMinute(SiteMinutes on, long startMs) {
        for (int i = 0; i < 3; i++) {
            String client = "person-" + random.nextInt(50);
            for (int page = random.nextInt(3); page >= 0; page--) {
                on.hear(client, opened(client, random.nextInt(20)), startMs + random.nextInt(60) * 1000L);
            }
            on.hear(client, ConnectionActivity.builder(client, Tier.ANONYMOUS).windowStartMs(startMs)
                    .windowMs(MINUTE_MS).messages(random.nextInt(5)).sessions(1).build(), startMs + MINUTE_MS - 1);
        }
    }

    private void ordinaryTime(long fromMs, long toMs) {
        for (long at = fromMs; at < toMs; at += MINUTE_MS) {
            ordinaryMinute(site, at);
        }
    }

    private static void hammer(SiteMinutes on, long startMs) {
        for (int second = 0; second < 30; second++) {
            on.hear("hammer", new Violation("hammer", ErrorCode.RATE_LIMIT_EXCEEDED, 8, LimitName.CONNECTION_RATE, 50,
                    300_000, 1000, "11", Tier.ANONYMOUS, null, 0), startMs + 1000L * second);
        }
    }

    @Test
    void theForest_isCold_untilItHasSeenADay() {
        ordinaryTime(0, DAY_MS / 2);
        hammer(site, DAY_MS / 2);

        assertThat(site.explain("hammer")).isEmpty();
        assertThat(site.score("hammer")).isZero();
    }

    @Test
    void anUnusualClient_hasTheHigherScore_andIsExplainedByWhatItDid() {
        long now = DAY_MS + 3 * MINUTE_MS;
        ordinaryTime(0, now);
        site.hear("person", opened("person", 3), now);
        hammer(site, now);

        assertThat(site.score("hammer")).isGreaterThan(2 * site.score("person"));
        SanctionAnomaly anomaly = site.explain("hammer").orElseThrow();
        assertThat(anomaly.score()).isGreaterThan(2);
        assertThat(anomaly.features()).extracting(SanctionAnomaly.Feature::name).contains("rejections", "attempts");
        assertThat(anomaly.features()).filteredOn(feature -> feature.name().equals("attempts"))
                .extracting(SanctionAnomaly.Feature::value).containsExactly(240.0);
        assertThat(anomaly.features().stream().mapToDouble(SanctionAnomaly.Feature::share).sum())
                .isBetween(0.5, 1.01);
        assertThat(site.explain("nobody")).isEmpty();
    }

    @Test
    void aForestThatWasSaved_goesOnAsItWas() {
        long now = DAY_MS + 3 * MINUTE_MS;
        ordinaryTime(0, now);
        SiteMinutes again = new SiteMinutes(AnomalyForest.of(site.forest().save()));
        hammer(site, now);
        hammer(again, now);

        assertThat(again.score("hammer")).isEqualTo(site.score("hammer"));
        assertThat(again.explain("hammer")).isEqualTo(site.explain("hammer"));
    }

    @Test
    void whatAClientDidWithinAMinute_isCounted() {
        var minute = new ClientMinute();
        minute.add(opened("a", 1), 1000);
        minute.add(opened("a", 2), 1400);
        minute.add(opened("a", 2), 3000);
        minute.add(new ConnectionClosed("a", "c", "1", Tier.ANONYMOUS, null, 250, 1000, null, 0, 0), 4000);
        minute.add(new Violation("a", ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED, 4, LimitName.MESSAGE_RATE, 30, 60_000, 0,
                "1", Tier.ANONYMOUS, null, 0), 5000);

        assertThat(minute.value(Feature.ATTEMPTS)).isEqualTo(3);
        assertThat(minute.value(Feature.SHORTEST_GAP_MS)).isEqualTo(400);
        assertThat(minute.value(Feature.SHORTEST_LIFE_MS)).isEqualTo(250);
        assertThat(minute.value(Feature.PRODUCTS)).isEqualTo(2);
        assertThat(minute.value(Feature.REJECTIONS)).isZero();
    }

    @Test
    void aMinuteIsLearned_ofAtMost64Clients_onceTheNextIsOver() {
        for (int i = 0; i < 1000; i++) {
            site.hear("person-" + i, opened("person-" + i, 1), 0);
        }
        site.hear("later", opened("later", 1), MINUTE_MS);
        assertThat(site.forest().learned()).isZero();
        site.hear("later", opened("later", 1), 2 * MINUTE_MS);

        assertThat(site.forest().learned()).isBetween(32L, 64L);
    }
}
