package io.doorstep.chat.kafka.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.admission.ShadowRejection;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.events.LimitName;
import io.doorstep.events.Tier;
import io.doorstep.events.WouldReject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShadowRejectionAggregatorTests {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("test");
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final ShadowRejectionAggregator tally = new ShadowRejectionAggregator(3);

    private static Client client(String name) {
        return new Client(new ClientKey("ip:" + name), Tier.ANONYMOUS, "DE");
    }

    private boolean add(String millisClientLimitProduct) {
        String[] words = millisClientLimitProduct.strip().split(" ", -1);
        int millis = Integer.parseInt(words[0]);
        return tally.add(START.plusMillis(millis), client(words[1]), words[3],
                new ShadowRejection(LimitName.valueOf(words[2].toUpperCase(Locale.ROOT)), 10, 1000, millis));
    }

    private List<PendingEvent> taken(int millis) {
        return tally.takeUntil(START.plusMillis(millis)).stream().sorted(Comparator.comparing(PendingEvent::time))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # millis client limit product                                        | taken at | counts in time order
            100 a message_rate 11                                                | 999      | ''
            100 a message_rate 11, 200 a message_rate 11                         | 1000     | 2
            100 a message_rate 11, 200 b message_rate 11                         | 1000     | '1 1'
            100 a message_rate 11, 200 a connection_rate 11, 300 a message_rate 11 | 1000   | '2 1'
            100 a message_rate 11, 200 a message_rate 12                         | 1000     | '1 1'
            900 a message_rate 11, 1100 a message_rate 11                        | 1500     | 1
            """)
    void whatIsShadowed_isOneEvent_perClientLimitProductAndSecond(String shadowed, int at, String counts) {
        Arrays.stream(shadowed.split(",", -1)).forEach(this::add);
        assertThat(taken(at))
                .extracting(outgoing -> Long.toString(((WouldReject) outgoing.draft().event(PSEUDONYMS)).count()))
                .containsExactlyElementsOf(counts.isEmpty() ? List.of() : Arrays.asList(counts.split(" ", -1)));
    }

    @Test
    void anEvent_hasTheTimeOfTheFirst_andTheNumbersOfTheLatest() {
        add("100 a message_rate 11");
        add("700 a message_rate 11");
        List<PendingEvent> taken = taken(1000);
        assertThat(taken).extracting(PendingEvent::time).containsExactly(START.plusMillis(100));
        assertThat(taken.getFirst().draft().event(PSEUDONYMS))
                .isEqualTo(new WouldReject(PSEUDONYMS.of(client("a").key()), LimitName.MESSAGE_RATE, 2, 10, 1000, "11",
                        Tier.ANONYMOUS, "DE", 700));
    }

    @Test
    void add_refusesMoreThanThereIsRoomFor_untilTheyAreTaken() {
        assertThat(List.of("a", "b", "c").stream().allMatch(name -> add("0 " + name + " message_rate 11"))).isTrue();
        assertThat(add("0 d message_rate 11")).isFalse();
        assertThat(add("0 a message_rate 11")).isTrue();
        assertThat(taken(1000)).hasSize(3);
        assertThat(add("0 d message_rate 11")).isTrue();
    }
}
