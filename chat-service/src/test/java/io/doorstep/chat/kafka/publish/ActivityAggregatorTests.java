package io.doorstep.chat.kafka.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityAggregatorTests {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("test");
    private static final Instant MINUTE = Instant.parse("2026-01-02T03:04:00Z");
    private static final Instant OVER = MINUTE.plusSeconds(60);

    private final ActivityAggregator tally = new ActivityAggregator(10);

    private static Client client(String name) {
        return new Client(new ClientKey("ip:" + name), Tier.ANONYMOUS, "DE");
    }

    private boolean add(int second, String clientWhatWhere) {
        String[] words = clientWhatWhere.strip().split(" ", -1);
        Instant time = MINUTE.plusSeconds(second);
        Client client = client(words[0]);
        return switch (words[1]) {
            case "opens" -> tally.addOpened(time, client, words[2]);
            case "closes" -> tally.addClosed(time, client, words[2]);
            case "says" -> tally.addMessage(time, client, "11", words[2], false);
            case "shouts" -> tally.addMessage(time, client, "11", words[2], true);
            default -> tally.addSession(time, client, words[2], Integer.parseInt(words[3]));
        };
    }

    private List<ConnectionActivity> taken(Instant time) {
        return tally.takeUntil(time, time).stream().map(outgoing -> (ConnectionActivity) outgoing.draft()
                .event(PSEUDONYMS)).sorted(Comparator.comparingLong(ConnectionActivity::windowStartMs)).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # what a client did                                | opened | now | peak | said | refused | busiest | sessions | product
            a opens 11                                         | 1      | 1   | 1    | 0    | 0       | 0       | 0        | 11
            a opens 11, a opens 11, a closes 11                | 2      | 1   | 2    | 0    | 0       | 0       | 0        | 11
            a opens 11, a closes 11, a opens 11                | 2      | 1   | 1    | 0    | 0       | 0       | 0        | 11
            a opens 11, a opens 12                             | 2      | 2   | 2    | 0    | 0       | 0       | 0        |
            a opens 11, a says s, a says s, a shouts s         | 1      | 1   | 1    | 2    | 1       | 3       | 0        | 11
            a opens 11, a says s, a says t, a shouts t         | 1      | 1   | 1    | 2    | 1       | 2       | 0        | 11
            a asks 11 0                                        | 0      | 0   | 0    | 0    | 0       | 0       | 1        | 11
            """)
    void aMinute_isOneEvent(String deeds, int opened, int now, int peak, long said, long refused, long busiest,
            int sessions, String product) {
        Arrays.stream(deeds.split(",", -1)).forEach(deed -> add(5, deed));
        assertThat(taken(OVER.minusMillis(1))).as("before it is over").isEmpty();
        assertThat(taken(OVER))
                .containsExactly(ConnectionActivity.builder(PSEUDONYMS.of(client("a").key()), Tier.ANONYMOUS)
                        .productId(product).country("DE").windowStartMs(MINUTE.toEpochMilli()).windowMs(60_000)
                        .opened(opened).connections(now).connectionsPeak(peak).messages(said).messagesRefused(refused)
                        .sessionMessages(busiest).sessions(sessions).build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a opens 11                          |
            a asks 11 3                         | 3
            a asks 11 3, a asks 12 4            | 4
            a asks 11 4, a asks 11 2            | 2
            a asks 11 3, a says s, a closes 11  | 3
            """)
    void sessionsInTheWindowOfTheirLimit_areThoseOfTheLatest(String deeds, @Nullable Integer inLimitWindow) {
        Arrays.stream(deeds.split(",", -1)).forEach(deed -> add(5, deed));
        assertThat(taken(OVER)).extracting(ConnectionActivity::sessionsInLimitWindow).containsExactly(inLimitWindow);
    }

    @Test
    void sockets_countInLaterMinutes_inWhichTheClientDoesSomething() {
        add(1, "a opens 11");
        add(2, "a opens 11");
        add(3, "b opens 11");
        add(61, "a says s");
        add(181, "a closes 11");
        add(182, "a closes 11");
        List<ConnectionActivity> all = taken(Instant.MAX);
        assertThat(all).hasSize(4).last().satisfies(last -> {
            assertThat(last.connectionsPeak()).isEqualTo(2);
            assertThat(last.connections()).isZero();
        });
        assertThat(all).filteredOn(did -> did.messages() == 1).singleElement()
                .satisfies(minute -> assertThat(minute.connections()).isEqualTo(2));
    }

    @Test
    void anEvent_hasTheLastInstantOfItsMinute_orNow() {
        add(1, "a opens 11");
        assertThat(tally.takeUntil(OVER, OVER)).extracting(PendingEvent::time).containsExactly(OVER.minusMillis(1));
        add(1, "a opens 11");
        assertThat(tally.takeUntil(Instant.MAX, MINUTE.plusSeconds(2))).extracting(PendingEvent::time)
                .containsExactly(MINUTE.plusSeconds(2));
    }

    @Test
    void add_refusesMoreClientsThanThereIsRoomFor() {
        assertThat(IntStream.range(0, 12).filter(i -> add(1, i + " asks 11 1")).count()).isEqualTo(10);
        assertThat(taken(OVER)).hasSize(10);
        assertThat(add(61, "c asks 11 1")).isTrue();
    }

    @Test
    void aClientThatInventsSessions_isCountedWithoutThem_pastTheFirstFew() {
        IntStream.range(0, 100).forEach(i -> add(1, "a says s" + i));
        add(1, "a says s0");
        assertThat(taken(OVER)).singleElement().satisfies(minute -> {
            assertThat(minute.messages()).isEqualTo(101);
            assertThat(minute.sessionMessages()).isEqualTo(2);
        });
    }

    @Test
    void noneOfWhatAClientDoes_isLostOrDoubled_whileAnotherTakes() throws InterruptedException, ExecutionException {
        int threads = 4;
        int visits = 20_000;
        AtomicInteger adding = new AtomicInteger(threads);
        List<ConnectionActivity> all = new ArrayList<>();
        try (var executor = Executors.newCachedThreadPool()) {
            for (int thread = 0; thread < threads; thread++) {
                Client client = client("c" + thread % 2);
                executor.execute(() -> {
                    for (int i = 0; i < visits; i++) {
                        Instant time = MINUTE.plusSeconds(i % 120);
                        tally.addOpened(time, client, "11");
                        tally.addMessage(time, client, "11", "s", i % 4 == 0);
                        tally.addClosed(time, client, "11");
                    }
                    adding.decrementAndGet();
                });
            }
            all.addAll(executor.submit(() -> {
                List<ConnectionActivity> taken = new ArrayList<>();
                while (adding.get() > 0) {
                    taken.addAll(taken(Instant.MAX));
                }
                return taken;
            }).get());
        }
        all.addAll(taken(Instant.MAX));
        long total = (long) threads * visits;
        assertThat(all.stream().mapToLong(ConnectionActivity::opened).sum()).isEqualTo(total);
        assertThat(all.stream().mapToLong(ConnectionActivity::messages).sum()).isEqualTo(total / 4 * 3);
        assertThat(all.stream().mapToLong(ConnectionActivity::messagesRefused).sum()).isEqualTo(total / 4);
        assertThat(all.stream().mapToLong(ConnectionActivity::sessionMessages).sum()).isEqualTo(total);
        assertThat(all).extracting(ConnectionActivity::connectionsPeak).allMatch(peak -> peak <= threads / 2);
    }
}
