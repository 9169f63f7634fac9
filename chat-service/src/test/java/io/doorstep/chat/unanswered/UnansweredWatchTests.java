package io.doorstep.chat.unanswered;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.conversation.ConversationBounds;
import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.conversation.ConversationListener;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.desk.DeskList;
import io.doorstep.chat.webhook.WebhookMessage;
import io.doorstep.events.ChatAssigned;
import io.doorstep.events.ChatClosed;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.ChatMessage.Author;
import io.doorstep.events.ChatRead;
import io.doorstep.events.ChatUnanswered;
import io.doorstep.events.DeskPresence;
import io.doorstep.events.Event;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One instance, whose log takes what is said and shows it when the test says so. */
class UnansweredWatchTests {
    private static final Duration AFTER = Duration.ofMinutes(5);

    private final List<Event> log = new ArrayList<>();
    private final List<WebhookMessage> told = new ArrayList<>();
    private final UntoldWaits waits = new UntoldWaits(3);
    private final Conversations conversations = new Conversations(log::add, "here",
            new ConversationBounds(4096, 100_000),
            ConversationListener.all(List.of(waits, new UnansweredWebhook("here", told::add))));
    private Instant now = Instant.ofEpochSecond(1_000_000);
    private final Desk desk = new Desk(new DeskList(10), conversations, _ -> true, "here", () -> now);
    private boolean room = true;
    private final UnansweredWatch watch = new UnansweredWatch(waits, conversations, desk,
            event -> room && log.add(event), "here", AFTER, () -> now, new ThreadSupervisor());

    @BeforeEach
    void theLogHasBeenRead() {
        conversations.onRefilled();
        desk.onFollowing();
        now = now.plusSeconds(10);
    }

    private void arrives(long sequence, Event event) {
        conversations.onRecord(sequence, now, event);
    }

    private void visitorSays(long sequence, String session) {
        arrives(sequence, new ChatMessage("11", session, Author.VISITOR, "c", "m" + sequence, "hello?", null));
    }

    private void agentSays(long sequence) {
        arrives(sequence, new ChatMessage("11", "s", Author.AGENT, "c", "a" + sequence, "hello", "mia"));
    }

    private List<ChatUnanswered> after(Duration time) {
        now = now.plus(time);
        watch.look();
        List<ChatUnanswered> said = log.stream().map(ChatUnanswered.class::cast).toList();
        log.clear();
        return said;
    }

    private ChatUnanswered unanswered(String instance, long first) {
        return new ChatUnanswered("11", "s", instance, first, now.toEpochMilli(), 0, null);
    }

    @Test
    void aWait_isSaidOnce_whenItIsLong() {
        long since = now.toEpochMilli();
        visitorSays(7, "s");
        assertThat(after(AFTER.minusMillis(1))).isEmpty();
        visitorSays(9, "s");
        List<ChatUnanswered> said = after(Duration.ofMillis(1));
        assertThat(said).containsExactly(new ChatUnanswered("11", "s", "here", 7, since, 0, null));
        assertThat(told).as("the log does not show it yet").isEmpty();
        assertThat(after(AFTER)).as("it is on its way").isEmpty();
        arrives(12, said.getFirst());
        assertThat(told).hasSize(1);
        visitorSays(13, "s");
        assertThat(after(AFTER)).isEmpty();
        assertThat(watch.said()).isEqualTo(1);
    }

    @Test
    void eachWait_isSaid_butAnAnswerInTimeEndsIt() {
        visitorSays(1, "s");
        arrives(2, after(AFTER).getFirst());
        agentSays(3);
        visitorSays(4, "s");
        assertThat(after(AFTER)).extracting(ChatUnanswered::firstSequence).containsExactly(4L);
        arrives(5, new ChatClosed("11", "s", "mia"));
        assertThat(after(AFTER)).isEmpty();
        visitorSays(6, "s");
        agentSays(7);
        assertThat(after(AFTER)).isEmpty();
    }

    @Test
    void whoReadsOrTakesAConversation_hasNotAnswered() {
        visitorSays(1, "s");
        arrives(2, new ChatRead("11", "s", "mia", 1));
        arrives(3, new ChatAssigned("11", "s", "mia", "mia"));
        assertThat(after(AFTER)).extracting(ChatUnanswered::agent).containsExactly("mia");
    }

    @Test
    void ofSeveralWhoSayIt_theFirstIsBelieved_andTellsTheWebhook() {
        visitorSays(1, "s");
        ChatUnanswered ours = after(AFTER).getFirst();
        arrives(2, unanswered("there", 1));
        arrives(3, ours);
        assertThat(told).as("the other instance tells it").isEmpty();
        agentSays(4);
        visitorSays(5, "s");
        arrives(6, unanswered("here", 5));
        arrives(7, unanswered("here", 5));
        assertThat(told).hasSize(1);
    }

    @Test
    void whatIsSaidTooLate_isVoid() {
        visitorSays(1, "s");
        agentSays(2);
        arrives(3, unanswered("here", 1));
        visitorSays(4, "s");
        arrives(5, unanswered("here", 1));
        assertThat(told).isEmpty();
        assertThat(after(AFTER)).extracting(ChatUnanswered::firstSequence).containsExactly(4L);
    }

    @Test
    void anInstanceThatStarts_knowsWhatWasSaid_evenWhereItHasNotReadTheBeginning() {
        arrives(50, unanswered("gone", 17));
        visitorSays(51, "s");
        assertThat(after(AFTER)).isEmpty();
        agentSays(52);
        visitorSays(53, "s");
        assertThat(after(AFTER)).extracting(ChatUnanswered::firstSequence).containsExactly(53L);
    }

    @Test
    void nothingIsSaid_beforeTheLogHasBeenRead() {
        Conversations starting = new Conversations(log::add, "here", new ConversationBounds(4096, 100_000), waits);
        UnansweredWatch early = new UnansweredWatch(waits, starting, desk, log::add, "here", AFTER, () -> now,
                new ThreadSupervisor());
        starting.onRefilling(true);
        starting.onRecord(1, now.minus(AFTER),
                new ChatMessage("11", "s", Author.VISITOR, "c", "m", "hello?", null));
        early.look();
        starting.giveUpRefill();
        early.look();
        assertThat(log).as("the answer may be yet to come").isEmpty();
        starting.onRefilled();
        early.look();
        assertThat(log).hasSize(1);
    }

    @Test
    void nothingIsSaid_beforeTheOtherInstancesHaveBeenHeard() {
        visitorSays(1, "s");
        now = now.plus(AFTER);
        desk.onFollowing();
        assertThat(after(Duration.ofMillis(9_999))).as("each may believe that it is alone").isEmpty();
        assertThat(after(Duration.ofMillis(1))).hasSize(1);
    }

    @Test
    void anotherInstancesTurn_isLeftToIt_untilItIsGone() {
        String session = "s-0";
        for (int i = 0; Turns.isOf("here", Set.of("there"), new ConversationKey("11", session)); i++) {
            session = "s-" + i;
        }
        visitorSays(1, session);
        desk.onPresence(new DeskPresence("there", List.of(new DeskPresence.Agent("mia", null, null))));
        now = now.plus(AFTER);
        assertThat(after(Duration.ZERO)).isEmpty();
        desk.tick();
        assertThat(after(Duration.ZERO)).extracting(ChatUnanswered::agents).containsExactly(0);
    }

    @Test
    void whatTheLogHasNoRoomFor_isSaidLater() {
        visitorSays(1, "s");
        room = false;
        assertThat(after(AFTER)).isEmpty();
        room = true;
        assertThat(after(Duration.ofSeconds(1))).hasSize(1);
    }

    @Test
    void waitsOfLongAgo_areNotSaid() {
        visitorSays(1, "s");
        assertThat(after(AFTER.plus(WaitDecision.LATEST).plusSeconds(1))).isEmpty();
        assertThat(waits.size()).isZero();
    }

    @Test
    void waits_areBounded_andThoseWithoutRoomCounted() {
        for (int i = 1; i <= 5; i++) {
            visitorSays(i, "s-" + i);
        }
        visitorSays(6, "s-1");
        assertThat(waits.size()).isEqualTo(3);
        assertThat(watch.passedOver()).isEqualTo(2);
        assertThat(after(AFTER)).hasSize(3);
    }

    @Test
    void whereNothingIsToBeSaid_nothingIsRemembered() {
        UntoldWaits none = UntoldWaits.none();
        Conversations without = new Conversations(log::add, "here", new ConversationBounds(4096, 100_000), none);
        without.onRecord(1, now, new ChatMessage("11", "s", Author.VISITOR, "c", "m", "hello?", null));
        assertThat(none.size()).isZero();
        assertThat(none.passedOver()).isZero();
    }
}
