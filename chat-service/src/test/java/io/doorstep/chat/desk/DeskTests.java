package io.doorstep.chat.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.conversation.ConversationBounds;
import io.doorstep.chat.conversation.ConversationEvent;
import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.Participant;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.ChatMessage.Author;
import io.doorstep.events.DeskPresence;
import io.doorstep.events.Event;
import io.doorstep.events.VisitorPresence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeskTests {
    private static final DeskPresence.Agent MIA = new DeskPresence.Agent("mia", null, null);
    private static final DeskPresence.Agent TOM = new DeskPresence.Agent("tom", "11", "s");

    private final List<Event> log = new ArrayList<>();
    private final DeskList list = new DeskList(3);
    private final Conversations conversations = new Conversations(log::add, "here",
            new ConversationBounds(4096, 100_000), list);
    private Instant now = Instant.EPOCH;
    private final Desk desk = new Desk(list, conversations, log::add, "here", () -> now);
    private final List<DeskNews> heard = new ArrayList<>();
    private final List<Integer> agents = new ArrayList<>();

    private final class Visitor implements Participant {
        @Override
        public String connectionId() {
            return "v";
        }

        @Override
        public void hear(ConversationEvent event) {
            if (event instanceof ConversationEvent.Present(int _, int atTheDesk)) {
                agents.add(atTheDesk);
            }
        }
    }

    @BeforeEach
    void aVisitorIsHere() {
        conversations.join(new ConversationKey("11", "s"), new Visitor());
        desk.onFollowing();
        log.clear();
    }

    private void said(long sequence, String session, Author author) {
        conversations.onRecord(sequence, now.plusSeconds(sequence), new ChatMessage("11", session, author, "c",
                "m" + sequence, "text " + sequence, author == Author.AGENT ? "mia" : null));
    }

    private void after(int seconds) {
        now = now.plusSeconds(seconds);
        desk.tick();
    }

    @Test
    void sitting_tellsAllThereIs_andTheVisitorsThatSomebodyIsThere() {
        said(1, "s", Author.VISITOR);
        desk.sit("a", "mia", heard::add);
        assertThat(heard.getFirst()).isInstanceOfSatisfying(DeskNews.Listed.class, listed -> {
            assertThat(listed.conversations()).extracting(summary -> summary.key().sessionId()).containsExactly("s");
            assertThat(listed.agents()).containsExactly(MIA);
        });
        assertThat(agents).containsExactly(1);
        assertThat(log).containsExactly(new DeskPresence("here", List.of(MIA)));
    }

    @Test
    void theList_hasThoseThatWaitLongestFirst_thenTheLatestOpen() {
        DeskList longer = new DeskList(10);
        Conversations others = new Conversations(log::add, "here", new ConversationBounds(4096, 100_000), longer);
        for (var said : List.of(List.of("open", Author.AGENT), List.of("wait-1", Author.VISITOR),
                List.of("wait-2", Author.VISITOR), List.of("wait-1", Author.VISITOR),
                List.of("open-2", Author.AGENT))) {
            int at = log.size() + 1;
            log.add(new DeskPresence("count", List.of()));
            others.onRecord(at, Instant.ofEpochSecond(at), new ChatMessage("11", (String) said.get(0),
                    (Author) said.get(1), "c", "m" + at, "text", null));
        }
        longer.hear("a", List.of(), heard::add);
        assertThat(((DeskNews.Listed) heard.getFirst()).conversations())
                .extracting(summary -> summary.key().sessionId())
                .containsExactly("wait-1", "wait-2", "open-2", "open");
    }

    @Test
    void theList_letsGoOfOneThatDoesNotWait_whenItIsFull() {
        desk.sit("a", "mia", heard::add);
        said(1, "waits", Author.VISITOR);
        said(2, "answered", Author.AGENT);
        said(3, "waits-too", Author.VISITOR);
        said(4, "fourth", Author.VISITOR);
        assertThat(heard).endsWith(new DeskNews.Forgotten(new ConversationKey("11", "answered")));
    }

    @Test
    void aChange_isTold_once() {
        desk.sit("a", "mia", heard::add);
        said(1, "s", Author.VISITOR);
        said(1, "s", Author.VISITOR);
        assertThat(heard.stream().filter(DeskNews.Changed.class::isInstance)).singleElement()
                .satisfies(news -> assertThat(((DeskNews.Changed) news).conversation().unread()).isEqualTo(1));
    }

    @Test
    void leaving_isForgiven_whenTheAgentComesBackInTime() {
        Desk.Place place = desk.sit("a", "mia", heard::add);
        place.leave();
        after(2);
        desk.sit("b", "mia", heard::add);
        after(5);
        assertThat(agents).containsExactly(1);
        assertThat(desk.agents()).containsExactly(MIA);
    }

    @Test
    void leaving_isTold_whenTheAgentStaysAway() {
        desk.sit("a", "mia", heard::add).leave();
        after(3);
        assertThat(agents).containsExactly(1, 0);
        assertThat(log).last().isEqualTo(new DeskPresence("here", List.of()));
    }

    @Test
    void agentsElsewhere_areHeardHere_untilTheirInstanceIsSilent() {
        desk.sit("a", "mia", heard::add);
        desk.onPresence(new DeskPresence("there", List.of(TOM)));
        assertThat(heard).last().isEqualTo(new DeskNews.AtTheDesk(List.of(MIA, TOM)));
        assertThat(agents).containsExactly(1, 2);
        after(14);
        assertThat(desk.agents()).contains(TOM);
        after(1);
        assertThat(desk.agents()).containsExactly(MIA);
        assertThat(agents).containsExactly(1, 2, 1);
    }

    @Test
    void oneAgentInTwoPlaces_isOnePerson() {
        desk.sit("a", "tom", heard::add).lookAt(new ConversationKey("11", "s"));
        desk.onPresence(new DeskPresence("there", List.of(TOM)));
        assertThat(agents).containsExactly(1);
        assertThat(desk.agents()).containsExactly(TOM);
    }

    @Test
    void anInstanceThatIsNew_isToldWhoIsHere() {
        said(1, "s", Author.VISITOR);
        desk.sit("a", "mia", heard::add);
        log.clear();
        desk.onPresence(new DeskPresence("there", List.of()));
        assertThat(log).containsExactly(new DeskPresence("here", List.of(MIA)),
                new VisitorPresence("here", "11", "s", 1, null, null));
        desk.onPresence(new DeskPresence("there", List.of()));
        assertThat(log).hasSize(2);
    }

    @Test
    void theDesk_saysEveryFiveSecondsThatItIsThere() {
        IntStream.range(0, 20).forEach(_ -> after(1));
        assertThat(log).hasSize(4).containsOnly(new DeskPresence("here", List.of()));
    }

    @Test
    void aLongText_isShortInTheList() {
        desk.sit("a", "mia", heard::add);
        String text = "🧶".repeat(500);
        conversations.onRecord(1, now, new ChatMessage("11", "s", Author.VISITOR, "c", "m1", text, null));
        assertThat(heard).last().isInstanceOfSatisfying(DeskNews.Changed.class, changed -> assertThat(
                changed.conversation().last()).isNotNull()
                .satisfies(last -> assertThat(last.text()).isEqualTo("🧶".repeat(160))));
    }
}
