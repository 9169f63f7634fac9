package io.doorstep.chat.kafka.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViolationAggregatorTests {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("test");
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private static Client client(String name) {
        return new Client(new ClientKey("ip:" + name), Tier.ANONYMOUS, null);
    }

    /** At 10 per second, unless the limit is no rate, with a wait that the latest has to itself. */
    private static Rejection rejection(ErrorCode code, int millis) {
        return code == ErrorCode.RATE_LIMIT_EXCEEDED
                ? new Rejection(code, "", "client", LimitName.CONNECTION_RATE, 10, 1000, millis)
                : new Rejection(code, "", null, null, 0, 0, 0);
    }

    private static boolean add(ViolationAggregator tally, String millisClientCodeProduct) {
        String[] words = millisClientCodeProduct.strip().split(" ", -1);
        int millis = Integer.parseInt(words[0]);
        ErrorCode code = words[2].equals("rate") ? ErrorCode.RATE_LIMIT_EXCEEDED : ErrorCode.ORIGIN_NOT_ALLOWED;
        return tally.add(START.plusMillis(millis), client(words[1]), words[3].equals("-") ? null : words[3],
                rejection(code, millis), millis);
    }

    private static List<Violation> taken(ViolationAggregator tally, int millis) {
        return tally.takeUntil(START.plusMillis(millis)).stream().sorted(Comparator.comparing(PendingEvent::time))
                .map(outgoing -> (Violation) outgoing.draft().event(PSEUDONYMS)).toList();
    }

    @Test
    void refusals_byTheLimitOfANetwork_areToldApart() {
        ViolationAggregator tally = new ViolationAggregator(10);
        for (String scope : List.of("client", "network", "network")) {
            tally.add(START, client("a"), "11", new Rejection(ErrorCode.RATE_LIMIT_EXCEEDED, "", scope,
                    LimitName.CONNECTION_RATE, 10, 1000, 1), 0);
        }
        assertThat(taken(tally, 1000)).extracting(Violation::count, Violation::scope)
                .containsExactlyInAnyOrder(Assertions.tuple(1L, null), Assertions.tuple(2L, "network"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # millis client reason product                           | taken at | counts in time order
            100 a rate 11                                            | 999      | ''
            100 a rate 11                                            | 1000     | 1
            100 a rate 11, 200 a rate 11, 999 a rate 11              | 1000     | 3
            100 a rate 11, 200 b rate 11, 300 a rate 11              | 1000     | '2 1'
            100 a rate 11, 200 a rate 12, 300 a rate 12              | 1000     | '1 2'
            100 a rate 11, 200 a origin 11, 300 a origin 11          | 1000     | '1 2'
            100 a rate -, 200 a rate 11, 300 a rate -                | 1000     | '2 1'
            900 a rate 11, 1100 a rate 11                            | 1500     | 1
            900 a rate 11, 1100 a rate 11, 1200 a rate 11            | 2000     | '1 2'
            """)
    void refusals_areOneViolation_perClientReasonProductAndSecond(String refusals, int at, String counts) {
        ViolationAggregator tally = new ViolationAggregator(10);
        Arrays.stream(refusals.split(",", -1)).forEach(refusal -> add(tally, refusal));
        assertThat(taken(tally, at)).extracting(violation -> Long.toString(violation.count()))
                .containsExactlyElementsOf(counts.isEmpty() ? List.of() : Arrays.asList(counts.split(" ", -1)));
    }

    @Test
    void aViolation_hasTheTimeOfTheFirst_andTheWordsOfTheLatest() {
        ViolationAggregator tally = new ViolationAggregator(10);
        add(tally, "100 a rate 11");
        add(tally, "700 a rate 11");
        List<PendingEvent> taken = tally.takeUntil(START.plusSeconds(1));
        assertThat(taken).extracting(PendingEvent::time).containsExactly(START.plusMillis(100));
        assertThat(taken.getFirst().draft().event(PSEUDONYMS)).isEqualTo(
                new Violation(PSEUDONYMS.of(client("a").key()), ErrorCode.RATE_LIMIT_EXCEEDED, 2,
                        LimitName.CONNECTION_RATE, 10, 1000, 700, "11", Tier.ANONYMOUS, null, 700));
    }

    @Test
    void aClientThatInventsProducts_isCountedWithoutThem_pastTheFirstFew() {
        ViolationAggregator tally = new ViolationAggregator(1);
        IntStream.range(0, 500).forEach(i -> add(tally, i + " a rate p" + i));
        add(tally, "600 a rate p0");
        List<Violation> taken = taken(tally, 1000);
        assertThat(taken).hasSize(RejectionCounts.MOST_PRODUCTS + 1);
        assertThat(taken.getFirst().productId()).isEqualTo("p0");
        assertThat(taken.getFirst().count()).isEqualTo(2);
        assertThat(taken.getLast().productId()).isNull();
        assertThat(taken.stream().mapToLong(Violation::count).sum()).isEqualTo(501);
    }

    @Test
    void tenThousandRefusalsASecond_ofAHundredClients_areAHundredViolationsASecond() {
        ViolationAggregator tally = new ViolationAggregator(300);
        for (int i = 0; i < 30_000; i++) {
            assertThat(add(tally, i / 10 + " c" + i % 100 + " rate 11")).isTrue();
        }
        assertThat(taken(tally, 3000)).hasSize(300).extracting(Violation::count).containsOnly(100L);
    }

    @Test
    void add_refusesMoreClientsThanThereIsRoomFor_untilTheyAreTaken() {
        ViolationAggregator tally = new ViolationAggregator(2);
        assertThat(add(tally, "0 a rate 11")).isTrue();
        assertThat(add(tally, "0 b rate 11")).isTrue();
        assertThat(add(tally, "0 c rate 11")).isFalse();
        assertThat(add(tally, "0 a origin 11")).isTrue();
        assertThat(taken(tally, 1000)).hasSize(3);
        assertThat(add(tally, "0 c rate 11")).isTrue();
        assertThat(taken(tally, 1000)).hasSize(1);
        assertThat(taken(tally, 1000)).isEmpty();
    }

    @Test
    void noRefusal_isLostOrDoubled_whileOthersTake() throws InterruptedException, ExecutionException {
        int threads = 4;
        int each = 50_000;
        ViolationAggregator tally = new ViolationAggregator(1000);
        AtomicInteger adding = new AtomicInteger(threads);
        List<Future<Long>> taken = new ArrayList<>();
        try (var executor = Executors.newCachedThreadPool()) {
            for (int thread = 0; thread < threads; thread++) {
                executor.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        add(tally, i % 3000 + " c" + i % 7 + " rate 11");
                    }
                    adding.decrementAndGet();
                });
            }
            for (int thread = 0; thread < 2; thread++) {
                taken.add(executor.submit(() -> {
                    long sum = 0;
                    while (adding.get() > 0) {
                        sum += sum(tally);
                    }
                    return sum;
                }));
            }
        }
        assertThat(taken.get(0).get() + taken.get(1).get() + sum(tally)).isEqualTo((long) threads * each);
    }

    private static long sum(ViolationAggregator tally) {
        return taken(tally, Integer.MAX_VALUE).stream().mapToLong(Violation::count).sum();
    }
}
