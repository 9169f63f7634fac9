package io.doorstep.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.ChatMessage.Author;
import io.doorstep.events.TypingSignal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationsTests extends ConversationStage {
    @Test
    void aMessage_isHeardByTheOthers_andAcknowledgedToItsSender() {
        var annas = conversations.join(KEY, anna);
        conversations.join(KEY, ben);
        assertThat(annas.say("m1", "hello")).isTrue();
        assertThat(ben.said()).as("nobody hears what the log has not taken").isEmpty();
        lastArrives(7);
        assertThat(ben.said()).containsExactly("hello");
        assertThat(anna.said()).isEmpty();
        assertThat(anna.heard()).contains(new ConversationEvent.Acknowledged("m1", 7));
    }

    @Test
    void joining_isTheFirstThingHeard() {
        conversations.onAgents(2);
        conversations.join(KEY, anna).say("m1", "hello");
        lastArrives(7);
        conversations.join(KEY, ben);
        assertThat(anna.heard().getFirst())
                .isEqualTo(new ConversationEvent.Joined(-1, 1, 2, ConversationState.NEW, -1));
        assertThat(ben.heard()).containsExactly(new ConversationEvent.Joined(7, 2, 2, ConversationState.WAITING, -1));
        assertThat(anna.heard()).endsWith(new ConversationEvent.Present(2, 2));
    }

    @Test
    void aMessage_isHeardOnce_whenTheLogIsReadTwice() {
        conversations.join(KEY, ben);
        arrives(7, message(Author.VISITOR, "m1", "hello"));
        arrives(7, message(Author.VISITOR, "m1", "hello"));
        assertThat(ben.said()).containsExactly("hello");
    }

    @Test
    void aMessage_isHeardOnce_whenItsSenderReachedTheLogTwice() {
        conversations.join(KEY, anna);
        conversations.join(KEY, ben);
        arrives(7, new ChatMessage("11", "s", Author.VISITOR, "old", "m1", "hello", null));
        arrives(9, new ChatMessage("11", "s", Author.VISITOR, "a", "m1", "hello", null));
        assertThat(ben.said()).containsExactly("hello");
        assertThat(anna.heard(ConversationEvent.Acknowledged.class))
                .containsExactly(new ConversationEvent.Acknowledged("m1", 7));
    }

    @Test
    void aMessage_isNotTakenForAnothers_whenAnAgentUsesTheSameId() {
        conversations.join(KEY, ben);
        arrives(7, message(Author.VISITOR, "m1", "hello"));
        arrives(8, message(Author.AGENT, "m1", "good morning"));
        assertThat(ben.said()).containsExactly("hello", "good morning");
    }

    @Test
    void aMessageSentAgain_isAcknowledgedAndNotSaidTwice() {
        var membership = conversations.join(KEY, anna);
        membership.say("m1", "hello");
        lastArrives(7);
        anna.heard().clear();
        log.clear();
        assertThat(membership.say("m1", "hello")).isTrue();
        assertThat(log).isEmpty();
        assertThat(anna.heard()).containsExactly(new ConversationEvent.Acknowledged("m1", 7));
    }

    @Test
    void aKeptMessage_isHeardAtOnce_andAgainWithItsSequence() {
        var annas = conversations.join(KEY, anna);
        conversations.join(KEY, ben);
        annas.say("m1", "hello");
        ChatMessage said = (ChatMessage) log.getFirst();
        conversations.onKept(NOW, said);
        conversations.onKept(NOW, said);
        assertThat(anna.heard()).endsWith(new ConversationEvent.Kept("m1"));
        assertThat(ben.said()).containsExactly("hello?");
        annas.say("m1", "hello");
        assertThat(anna.heard(ConversationEvent.Kept.class)).hasSize(2);
        assertThat(log.stream().filter(ChatMessage.class::isInstance)).hasSize(1);
        arrives(7, said);
        assertThat(anna.heard()).endsWith(new ConversationEvent.Acknowledged("m1", 7));
        assertThat(ben.said()).containsExactly("hello?", "hello");
        conversations.onKept(NOW, said);
        assertThat(ben.said()).as("it came from the log before").hasSize(2);
    }

    @Test
    void onNotKept_tellsItsSenderAlone_unlessTheLogHasIt() {
        conversations.join(KEY, anna);
        conversations.join(KEY, ben);
        ChatMessage said = new ChatMessage("11", "s", Author.VISITOR, anna.connectionId(), "m1", "one", null);
        conversations.onKept(NOW, said);
        conversations.onNotKept(said);
        assertThat(anna.heard()).endsWith(new ConversationEvent.NotKept("m1"));
        assertThat(ben.heard(ConversationEvent.NotKept.class)).isEmpty();
        arrives(7, said);
        conversations.onNotKept(said);
        assertThat(anna.heard(ConversationEvent.NotKept.class)).hasSize(1);
    }

    @Test
    void resume_repliesWithWhatIsPendingLast() {
        arrives(7, message(Author.VISITOR, "m1", "one"));
        conversations.onKept(NOW, message(Author.VISITOR, "m2", "two"));
        arrives(8, message(Author.AGENT, "m3", "three"));
        List<Replay> replies = new ArrayList<>();
        conversations.join(KEY, anna).resume(7, replies::add);
        assertThat(replies).singleElement().satisfies(replay -> {
            assertThat(replay.messages()).extracting(Message::text).containsExactly("three", "two");
            assertThat(replay.complete()).isTrue();
        });
    }

    @Test
    void resume_survivesThatEverybodyLeft() {
        var membership = conversations.join(KEY, anna);
        for (int i = 0; i < 3; i++) {
            arrives(10 + i, message(Author.VISITOR, "m" + i, "text " + i));
        }
        membership.leave();
        assertThat(conversations.attended()).isZero();
        List<Replay> replies = new ArrayList<>();
        conversations.join(KEY, ben).resume(10, replies::add);
        assertThat(replies.getFirst().messages()).extracting(Message::text).containsExactly("text 1", "text 2");
        assertThat(replies.getFirst().complete()).isTrue();
    }

    @Test
    void resume_isIncomplete_whenTheConversationWasForgotten() {
        Conversations small = new Conversations(log::add, "here", new ConversationBounds(4096, 2000), changes::add);
        small.onRefilled();
        small.onRecord(5, NOW, message(Author.VISITOR, "m1", "hello"));
        for (int i = 0; i < 20; i++) {
            small.onRecord(10 + i, NOW, new ChatMessage("11", "s" + i, Author.VISITOR, "c", "m", "text", null));
        }
        List<Replay> replies = new ArrayList<>();
        var back = small.join(KEY, anna);
        back.resume(-1, replies::add);
        back.resume(3, replies::add);
        assertThat(replies).extracting(Replay::complete).containsExactly(false, false);
    }

    @Test
    void resume_waitsForTheRefill_butNotForever() {
        Conversations starting = new Conversations(log::add, "here", BOUNDS, changes::add);
        starting.onRefilling(true);
        List<Replay> replies = new ArrayList<>();
        starting.join(KEY, anna).resume(-1, replies::add);
        starting.onRecord(0, NOW, message(Author.VISITOR, "m1", "hello"));
        assertThat(replies).isEmpty();
        starting.onRefilled();
        assertThat(replies).singleElement().satisfies(replay -> {
            assertThat(replay.messages()).hasSize(1);
            assertThat(replay.complete()).isTrue();
        });

        Conversations without = new Conversations(log::add, "here", BOUNDS, changes::add);
        without.join(KEY, ben).resume(-1, replies::add);
        assertThat(replies).hasSize(1);
        without.giveUpRefill();
        assertThat(replies.getLast().complete()).as("the log has not told").isFalse();
        without.join(KEY, ben).resume(-1, replies::add);
        assertThat(replies).hasSize(3);
        without.onRefilled();
        without.join(KEY, ben).resume(-1, replies::add);
        assertThat(replies.getLast().complete()).isTrue();
    }

    @Test
    void resume_isIncomplete_whenTheLogIsReadFromItsMiddleOnly() {
        Conversations starting = new Conversations(log::add, "here", BOUNDS, changes::add);
        starting.onRefilling(false);
        starting.onRecord(500, NOW, message(Author.VISITOR, "m1", "hello"));
        starting.onRefilled();
        starting.onRecord(600, NOW, new ChatMessage("11", "new", Author.VISITOR, "c", "m", "hello", null));
        List<Boolean> complete = new ArrayList<>();
        starting.join(KEY, anna).resume(-1, replay -> complete.add(replay.complete()));
        starting.join(KEY, anna).resume(500, replay -> complete.add(replay.complete()));
        starting.join(new ConversationKey("11", "new"), ben).resume(-1, replay -> complete.add(replay.complete()));
        assertThat(complete).containsExactly(false, true, true);
    }

    @Test
    void typing_isHeardByTheOthersOnly_andElsewhereWhereSomebodyMayListen() {
        Hearer other = Hearer.visitor("c");
        var annas = conversations.join(KEY, anna);
        conversations.join(KEY, ben);
        conversations.join(new ConversationKey("12", "s"), other);
        annas.typing();
        assertThat(ben.heard()).contains(new ConversationEvent.Typing("a", Author.VISITOR, null));
        assertThat(anna.heard(ConversationEvent.Typing.class)).isEmpty();
        assertThat(other.heard(ConversationEvent.Typing.class)).isEmpty();
        assertThat(log).isEmpty();
        conversations.onAgents(1);
        annas.typing();
        assertThat(log).containsExactly(new TypingSignal("here", "11", "s", Author.VISITOR, "a", null));
    }

    @Test
    void typingElsewhere_isHeardHere_andWhatCameFromHereIsNotHeardAgain() {
        conversations.join(KEY, anna);
        conversations.onSignal(new TypingSignal("here", "11", "s", Author.AGENT, "x", "mia"));
        assertThat(anna.heard(ConversationEvent.Typing.class)).isEmpty();
        conversations.onSignal(new TypingSignal("there", "11", "s", Author.AGENT, "x", "mia"));
        assertThat(anna.heard()).endsWith(new ConversationEvent.Typing("x", Author.AGENT, "mia"));
    }

    @Test
    void say_isFalse_whenTheLogHasNoRoom() {
        var full = new Conversations(MessageLog.NOOP, "here", BOUNDS, ConversationListener.NOOP);
        assertThat(full.join(KEY, anna).say("m1", "hello")).isFalse();
    }

    @Test
    void nothingIsRemembered_ofAConversationInWhichNothingWasSaid() {
        conversations.join(KEY, anna).leave();
        assertThat(conversations.isKnown(KEY)).isFalse();
        var back = conversations.join(KEY, ben);
        arrives(1, message(Author.VISITOR, "m1", "hello"));
        back.leave();
        assertThat(conversations.isKnown(KEY)).isTrue();
    }
}
