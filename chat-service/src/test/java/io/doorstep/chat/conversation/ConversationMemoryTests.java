package io.doorstep.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.ChatMessage.Author;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered of conversations is bounded in bytes, of each and of all. */
class ConversationMemoryTests {
    private static final ConversationBounds BOUNDS = new ConversationBounds(4096, 100_000);
    /** The memory of the text alone, which is less than what is counted. */
    private static final int BYTES_PER_CHARACTER = 2;

    private final Conversations conversations = new Conversations(_ -> true, "here", BOUNDS, ConversationListener.NOOP);

    private void said(long sequence, String sessionId, String text) {
        conversations.onRecord(sequence, Instant.EPOCH,
                new ChatMessage("11", sessionId, Author.VISITOR, "elsewhere", "m" + sequence, text, null));
    }

    /** Joins it, since that alone shows what is remembered. */
    private Replay remembered(String sessionId) {
        Replay[] replay = new Replay[1];
        conversations.join(new ConversationKey("11", sessionId), Hearer.visitor("a")).resume(-1,
                replied -> replay[0] = replied);
        return replay[0];
    }

    private static long bytes(Replay replay) {
        return replay.messages().stream().mapToLong(message -> (long) BYTES_PER_CHARACTER * message.text().length())
                .sum();
    }

    @Test
    void allUnattendedConversations_areRememberedUpToTheirBound_theLatestFully() {
        conversations.onRefilled();
        Random random = new Random(11);
        for (int i = 0; i < 5000; i++) {
            said(i, "s" + random.nextInt(400), "x".repeat(random.nextInt(200)));
        }
        said(5000, "last", "x".repeat(200));
        List<Replay> all = IntStream.range(0, 400).mapToObj(i -> remembered("s" + i)).toList();
        assertThat(all.stream().mapToLong(ConversationMemoryTests::bytes).sum())
                .isBetween(BOUNDS.bytesUnattended() / 5, BOUNDS.bytesUnattended());
        assertThat(all.stream().filter(replay -> replay.messages().isEmpty()))
                .as("what is gone is said to be gone").isNotEmpty().noneMatch(Replay::complete);
        assertThat(remembered("last").messages()).hasSize(1);
    }

    @Test
    void oneConversation_isRememberedUpToItsBound_theLatestMessageWhateverItsLength() {
        conversations.onRefilled();
        for (int i = 0; i < 500; i++) {
            said(i, "long", "x".repeat(50));
        }
        Replay latest = remembered("long");
        assertThat(bytes(latest)).isBetween(BOUNDS.bytesEach() / 8L, (long) BOUNDS.bytesEach());
        assertThat(latest.complete()).isFalse();
        assertThat(latest.messages().getLast().sequence()).isEqualTo(499);
        said(500, "long", "x".repeat(4000));
        assertThat(remembered("long").messages()).extracting(Message::sequence).containsExactly(500L);
    }
}
