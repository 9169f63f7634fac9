package io.doorstep.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ChatAssigned;
import io.doorstep.events.ChatClosed;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.ChatMessage.Author;
import io.doorstep.events.ChatRead;
import io.doorstep.events.VisitorPresence;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who is in a conversation, who has it, and what the desk sees of it. */
class ConversationPresenceTests extends ConversationStage {
    @Test
    void aVisitorHears_whatAnAgentHasSeen() {
        conversations.join(KEY, anna);
        arrives(1, message(Author.VISITOR, "m1", "hello?"));
        arrives(2, new ChatRead("11", "s", "mia", 1));
        arrives(3, new ChatRead("11", "s", "tom", 1));
        assertThat(anna.heard()).filteredOn(ConversationEvent.Read.class::isInstance)
                .containsExactly(new ConversationEvent.Read(1));
        arrives(4, new ChatRead("11", "s", "mia", Long.MAX_VALUE));
        assertThat(anna.heard()).as("nobody sees what is not there yet").last()
                .isEqualTo(new ConversationEvent.Read(4));
        conversations.join(KEY, ben);
        assertThat(ben.heard())
                .containsExactly(new ConversationEvent.Joined(4, 2, 0, ConversationState.WAITING, 4));
    }

    @Test
    void aConversationIsOfWhoAnswersFirst_untilItIsGivenToAnother() {
        conversations.join(KEY, anna);
        arrives(1, message(Author.VISITOR, "m1", "hello?"));
        assertThat(view().agent()).isNull();
        arrives(2, message(Author.AGENT, "a1", "yes"));
        String first = view().agent();
        assertThat(first).isNotNull();
        arrives(3, new ChatAssigned("11", "s", "mia", "tom"));
        arrives(4, message(Author.AGENT, "a2", "still me"));
        assertThat(view().agent()).isEqualTo("tom");
        arrives(5, new ChatAssigned("11", "s", "tom", null));
        assertThat(view().agent()).isNull();
        arrives(6, new ChatAssigned("11", "s", "tom", "tom"));
        arrives(7, new ChatClosed("11", "s", "tom"));
        assertThat(view().agent()).isNull();
    }

    @Test
    void theDesk_readsWhatTheVisitorsPageTells_whereverTheVisitorIs() {
        var lamp = new VisitorPage("Alva table lamp", "https://shop.example/11");
        var annas = conversations.join(KEY, anna);
        annas.on(lamp);
        arrives(1, message(Author.VISITOR, "m1", "hello?"));
        assertThat(view().page()).isEqualTo(lamp);
        assertThat(log).as("nothing had been said").isEmpty();
        annas.on(new VisitorPage("Tove wool throw", null));
        assertThat(log).containsExactly(new VisitorPresence("here", "11", "s", 1, "Tove wool throw", null));
        conversations.onSignal(
                new VisitorPresence("there", "11", "s", 1, "Runa mugs", "https://shop.example/22"));
        assertThat(view().page()).isEqualTo(new VisitorPage("Runa mugs", "https://shop.example/22"));
    }

    @Test
    void theDesk_seesWhatBecomesOfAConversation() {
        var annas = conversations.join(KEY, anna);
        assertThat(changes).as("nothing has been said").isEmpty();
        arrives(1, message(Author.VISITOR, "m1", "hello?"));
        arrives(2, message(Author.VISITOR, "m2", "anybody?"));
        assertThat(view()).isEqualTo(new ConversationView(KEY, ConversationState.WAITING, 2, 1,
                Message.of(message(Author.VISITOR, "m2", "anybody?"), 2, NOW.plusSeconds(2)),
                new Waiting(1, NOW.plusSeconds(1)), false, null, VisitorPage.UNKNOWN));
        arrives(3, new ChatRead("11", "s", "mia", 1));
        assertThat(view().unread()).isEqualTo(1);
        arrives(4, message(Author.AGENT, "m1", "yes"));
        assertThat(view().state()).isEqualTo(ConversationState.OPEN);
        assertThat(view().unread()).isZero();
        assertThat(view().waitingSince()).isNull();
        arrives(5, new ChatClosed("11", "s", "mia"));
        assertThat(view().state()).isEqualTo(ConversationState.CLOSED);
        assertThat(anna.heard()).endsWith(new ConversationEvent.Closed(5, "mia", NOW.plusSeconds(5)));
        annas.leave();
        assertThat(view().visitors()).isZero();
        arrives(6, message(Author.VISITOR, "m3", "one more"));
        assertThat(view().state()).isEqualTo(ConversationState.WAITING);
        assertThat(view().waitingSince()).isEqualTo(NOW.plusSeconds(6));
    }

    @Test
    void anAgent_hearsWhatWasSaidFirst_andIsNoVisitor() {
        conversations.join(KEY, anna);
        arrives(1, message(Author.VISITOR, "m1", "hello?"));
        Hearer mia = Hearer.agent("d", "mia");
        var mias = conversations.join(KEY, mia);
        assertThat(mia.heard(ConversationEvent.Opened.class)).singleElement().satisfies(opened -> {
            assertThat(opened.replay().messages()).extracting(Message::text).containsExactly("hello?");
            assertThat(opened.view().visitors()).isEqualTo(1);
        });
        assertThat(anna.heard(ConversationEvent.Present.class)).isEmpty();
        mias.say("x1", "good morning");
        ChatMessage answer = (ChatMessage) log.getLast();
        assertThat(answer.author()).isEqualTo(Author.AGENT);
        assertThat(answer.authorName()).isEqualTo("mia");
        mias.read("mia", 1);
        assertThat(log.getLast()).isEqualTo(new ChatRead("11", "s", "mia", 1));
        assertThat(mias.close("mia")).isTrue();
        assertThat(log.getLast()).isEqualTo(new ChatClosed("11", "s", "mia"));
    }

    @Test
    void visitorsElsewhere_areCounted_untilTheyOrTheirInstanceAreGone() {
        arrives(1, message(Author.VISITOR, "m1", "hello?"));
        conversations.onSignal(new VisitorPresence("there", "11", "s", 2, null, null));
        conversations.onSignal(new VisitorPresence("third", "11", "s", 1, null, null));
        conversations.onSignal(new VisitorPresence("here", "11", "s", 9, null, null));
        assertThat(view().visitors()).isEqualTo(3);
        conversations.onSignal(new VisitorPresence("third", "11", "s", 0, null, null));
        assertThat(view().visitors()).isEqualTo(2);
        conversations.onInstanceGone("there");
        assertThat(view().visitors()).isZero();
    }

    @Test
    void visitorsElsewhere_areCounted_whenTheyAreToldOfBeforeTheirMessage() {
        conversations.onSignal(new VisitorPresence("there", "11", "s", 1, null, null));
        assertThat(changes).isEmpty();
        arrives(1, message(Author.VISITOR, "m1", "hello?"));
        assertThat(view().visitors()).isEqualTo(1);
    }

    @Test
    void visitorsHere_areToldToTheOthers_onceSomethingHasBeenSaid() {
        var annas = conversations.join(KEY, anna);
        assertThat(log).isEmpty();
        annas.say("m1", "hello");
        assertThat(log).hasSize(2).last().isEqualTo(new VisitorPresence("here", "11", "s", 1, null, null));
        lastArrives(1);
        annas.leave();
        assertThat(log).last().isEqualTo(new VisitorPresence("here", "11", "s", 0, null, null));
        conversations.join(KEY, ben);
        assertThat(log).last().isEqualTo(new VisitorPresence("here", "11", "s", 1, null, null));
        log.clear();
        conversations.onInstanceStarted();
        assertThat(log).containsExactly(new VisitorPresence("here", "11", "s", 1, null, null));
    }

    @Test
    void agents_areToldToAllVisitors() {
        conversations.join(KEY, anna);
        conversations.onAgents(1);
        conversations.onAgents(1);
        assertThat(anna.heard(ConversationEvent.Present.class)).containsExactly(new ConversationEvent.Present(1, 1));
        assertThat(Objects.requireNonNull(anna.heard().getFirst())).isInstanceOf(ConversationEvent.Joined.class);
    }
}
