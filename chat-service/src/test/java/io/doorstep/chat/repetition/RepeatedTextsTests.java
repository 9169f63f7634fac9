package io.doorstep.chat.repetition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RepeatedTextsTests {
    private static final String AD = "Buy the very best watches at shop.example, number %d";
    private static final Client LOUD = client("192.0.2.1");

    private final List<Repetition> told = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final RepeatedTexts texts = new RepeatedTexts("secret", (_, repetition) -> told.add(repetition), () -> now);

    private static Client client(String address) {
        return new Client(ClientKey.ofAddress(address), Tier.ANONYMOUS, null);
    }

    private void write(Client client, int conversation, String text) {
        texts.onText(client, "11/s-" + conversation, text);
        now = now.plusSeconds(1);
    }

    @Test
    void aTextInManyConversations_isTold_withWhereAndHowOftenItWasWritten() {
        String ad = AD.formatted(1);
        for (int i = 0; i < 4; i++) {
            write(LOUD, i, ad);
        }
        write(LOUD, 0, ad.toUpperCase(Locale.ROOT));
        assertThat(told).extracting(Repetition::conversations).containsExactly(3, 4, 4);
        assertThat(told.getLast()).satisfies(last -> {
            assertThat(last.messages()).isEqualTo(5);
            assertThat(last.firstMs()).isZero();
            assertThat(last.latestMs()).isEqualTo(4000);
            assertThat(last.characters()).isEqualTo(41);
            assertThat(last.fingerprint()).hasSize(22).doesNotContain("watches");
        });
    }

    @Test
    void whoeverWritesItInOneConversation_orDifferentTextsInMany_isNotTold() {
        for (int i = 0; i < 20; i++) {
            write(LOUD, 0, AD.formatted(1));
            write(LOUD, i, AD.formatted(100 + i));
            write(client("192.0.2." + (10 + i)), i, AD.formatted(2));
            write(LOUD, i, "Thanks for your help!");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void whatWasWrittenBeforeTheWindow_doesNotCount() {
        write(LOUD, 0, AD.formatted(1));
        write(LOUD, 1, AD.formatted(1));
        now = now.plus(RepeatedTexts.WINDOW).minus(Duration.ofMillis(1500));
        write(LOUD, 2, AD.formatted(1));
        assertThat(told).as("the first is too old").isEmpty();
        write(LOUD, 3, AD.formatted(1));
        assertThat(told).as("and now the second is").isEmpty();
        write(LOUD, 4, AD.formatted(1));
        assertThat(told).extracting(Repetition::conversations).containsExactly(3);
    }

    @Test
    void memoryIsBounded_andWhatIsLatestCounts() {
        for (int i = 0; i < 100; i++) {
            write(LOUD, i, AD.formatted(1));
        }
        assertThat(told.getLast().conversations()).isEqualTo(TextTable.MOST_CONVERSATIONS);
        told.clear();
        write(LOUD, 0, AD.formatted(2));
        write(LOUD, 1, AD.formatted(2));
        for (int i = 0; i < TextTable.MOST_TEXTS; i++) {
            write(LOUD, 0, AD.formatted(10 + i));
        }
        write(LOUD, 2, AD.formatted(2));
        assertThat(told).as("its beginning is forgotten").isEmpty();
    }

    @Test
    void fingerprints_areThoseOfOneClient_andOneSecret() {
        List<String> fingerprints = new ArrayList<>();
        for (String secret : List.of("one", "one", "other")) {
            var watch = new RepeatedTexts(secret, (_, repetition) -> fingerprints.add(repetition.fingerprint()),
                    () -> now);
            for (int i = 0; i < 3; i++) {
                watch.onText(LOUD, "11/" + i, AD);
                watch.onText(client("192.0.2.2"), "11/" + i, AD);
            }
        }
        assertThat(fingerprints).hasSize(6);
        assertThat(fingerprints.get(0)).isEqualTo(fingerprints.get(2)).isNotEqualTo(fingerprints.get(1))
                .isNotEqualTo(fingerprints.get(4));
    }

    @Test
    void aFailure_keepsNoMessageBack() {
        var watch = new RepeatedTexts("secret", (_, _) -> {
            throw new IllegalStateException("broken");
        }, () -> now);
        assertThatCode(() -> {
            for (int i = 0; i < 5; i++) {
                watch.onText(LOUD, "11/" + i, AD);
            }
        }).doesNotThrowAnyException();
    }
}
