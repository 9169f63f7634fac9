package io.doorstep.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ChatMessage.Author;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTests {
    private static Message message(int sequence, int length) {
        return new Message(sequence, Author.VISITOR, null, "c", "m" + sequence, "x".repeat(length), Instant.EPOCH);
    }

    private static History of(int maxBytes, int messages, int length) {
        History history = new History(maxBytes, -1);
        IntStream.range(0, messages).forEach(sequence -> {
            history.advanceTo(sequence);
            history.add(message(sequence, length));
        });
        return history;
    }

    @Test
    void itsBytes_stayWithinTheBound_whateverIsAdded() {
        for (int length : new int[]{1, 10, 500}) {
            History history = of(4096, 2000, length);
            assertThat(history.bytes()).isLessThanOrEqualTo(4096 + 512 * 120);
            assertThat(history.after(-1)).hasSizeBetween(1, 4096 / 120);
        }
    }

    @Test
    void theLastMessage_isKept_howeverLongItIs() {
        assertThat(of(1024, 3, 4000).after(-1)).extracting(Message::sequence).containsExactly(2L);
    }

    @Test
    void itIsComplete_afterWhatIsStillKept() {
        History history = of(4096, 100, 100);
        long oldest = history.after(-1).getFirst().sequence();
        assertThat(oldest).isPositive();
        assertThat(history.isCompleteAfter(-1)).isFalse();
        assertThat(history.isCompleteAfter(oldest - 2)).isFalse();
        assertThat(history.isCompleteAfter(oldest - 1)).isTrue();
        assertThat(history.isCompleteAfter(99)).isTrue();
    }

    @Test
    void aSequenceOlderThanAllThatWasSeen_provesThatSomethingIsMissing() {
        History history = new History(4096, -1);
        assertThat(history.isCompleteAfter(-1)).isTrue();
        assertThat(history.isCompleteAfter(3)).isFalse();
        history.advanceTo(10);
        history.add(message(10, 1));
        assertThat(history.isCompleteAfter(3)).isFalse();
        assertThat(history.isCompleteAfter(10)).isTrue();
    }

    @Test
    void anId_isKnownLongerThanItsMessage() {
        History history = of(4096, 400, 100);
        assertThat(history.after(-1).getFirst().sequence()).isGreaterThan(5);
        assertThat(history.sequenceOf(new MessageId(Author.VISITOR, "m5"))).isEqualTo(5);
        assertThat(history.sequenceOf(new MessageId(Author.AGENT, "m5"))).isEqualTo(-1);
    }
}
