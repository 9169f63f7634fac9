package io.doorstep.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationsTests {
    private static final ConversationKey KEY = new ConversationKey("11", "s");

    private final List<Event> log = new ArrayList<>();
    private final Conversations conversations = new Conversations(log::add, 100);

    private static final class Hearer implements Participant {
        private final String connectionId;
        private final List<Utterance> heard = new ArrayList<>();

        Hearer(String connectionId) {
            this.connectionId = connectionId;
        }

        @Override
        public String connectionId() {
            return connectionId;
        }

        @Override
        public void hear(Utterance utterance) {
            heard.add(utterance);
        }

        List<String> said() {
            return heard.stream().filter(Utterance.Said.class::isInstance)
                    .map(utterance -> ((Utterance.Said) utterance).message().text()).toList();
        }
    }

    private void deliver(long sequence) {
        conversations.onMessage(sequence, Instant.EPOCH, (ChatMessage) log.getLast());
    }

    @Test
    void aMessage_isHeardByTheOthers_andAcknowledgedToItsSender() {
        Hearer anna = new Hearer("a");
        Hearer ben = new Hearer("b");
        var annas = conversations.join(KEY, anna);
        conversations.join(KEY, ben);
        assertThat(annas.say("m1", "hello")).isTrue();
        assertThat(ben.said()).as("nobody hears what the log has not taken").isEmpty();
        deliver(7);
        assertThat(ben.said()).containsExactly("hello");
        assertThat(anna.said()).isEmpty();
        assertThat(anna.heard).contains(new Utterance.Acknowledged("m1", 7));
    }

    @Test
    void joining_isTheFirstThingHeard_withTheLastSequence() {
        Hearer anna = new Hearer("a");
        conversations.join(KEY, anna).say("m1", "hello");
        deliver(7);
        Hearer ben = new Hearer("b");
        conversations.join(KEY, ben);
        assertThat(anna.heard.getFirst()).isEqualTo(new Utterance.Joined(-1, 1));
        assertThat(ben.heard).containsExactly(new Utterance.Joined(7, 2));
        assertThat(anna.heard).endsWith(new Utterance.Present(2));
    }

    @Test
    void aMessage_isHeardOnce_whenItComesTwice() {
        Hearer ben = new Hearer("b");
        conversations.join(KEY, ben);
        log.add(new ChatMessage("11", "s", ChatMessage.Author.VISITOR, "elsewhere", "m1", "hello", null));
        deliver(7);
        deliver(7);
        assertThat(ben.said()).containsExactly("hello");
    }

    @Test
    void aMessageSentAgain_isAcknowledgedAndNotSaidTwice() {
        Hearer anna = new Hearer("a");
        var membership = conversations.join(KEY, anna);
        membership.say("m1", "hello");
        deliver(7);
        anna.heard.clear();
        assertThat(membership.say("m1", "hello")).isTrue();
        assertThat(log).hasSize(1);
        assertThat(anna.heard).containsExactly(new Utterance.Acknowledged("m1", 7));
    }

    @Test
    void messagesAfter_survivesThatEverybodyLeft() {
        Hearer anna = new Hearer("a");
        var membership = conversations.join(KEY, anna);
        for (int i = 0; i < 3; i++) {
            membership.say("m" + i, "text " + i);
            deliver(10 + i);
        }
        membership.leave();
        assertThat(conversations.attended()).isZero();
        var back = conversations.join(KEY, new Hearer("a2"));
        assertThat(back.messagesAfter(10)).extracting(Message::text).containsExactly("text 1", "text 2");
        assertThat(back.remembersSince(10)).isTrue();
    }

    @Test
    void remembersSince_isFalse_whenOlderMessagesAreForgotten() {
        var membership = conversations.join(KEY, new Hearer("a"));
        for (int i = 0; i < 250; i++) {
            membership.say("m" + i, "text");
            deliver(i);
        }
        assertThat(membership.messagesAfter(-1)).hasSize(200);
        assertThat(membership.remembersSince(-1)).isFalse();
        assertThat(membership.remembersSince(100)).isTrue();
    }

    @Test
    void typing_isHeardByTheOthersOnly() {
        Hearer anna = new Hearer("a");
        Hearer ben = new Hearer("b");
        Hearer other = new Hearer("c");
        var annas = conversations.join(KEY, anna);
        conversations.join(KEY, ben);
        conversations.join(new ConversationKey("12", "s"), other);
        annas.typing();
        assertThat(ben.heard).contains(new Utterance.Typing("a"));
        assertThat(anna.heard).doesNotContain(new Utterance.Typing("a"));
        assertThat(other.heard).doesNotContain(new Utterance.Typing("a"));
    }

    @Test
    void say_isFalse_whenTheLogHasNoRoom() {
        var full = new Conversations(MessageLog.NOOP, 10);
        assertThat(full.join(KEY, new Hearer("a")).say("m1", "hello")).isFalse();
    }
}
