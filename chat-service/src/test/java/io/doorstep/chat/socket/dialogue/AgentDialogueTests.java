package io.doorstep.chat.socket.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.admission.PoolSettings;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.conversation.ConversationBounds;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.MessageLog;
import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.desk.DeskList;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.LimitBounds;
import io.doorstep.chat.origin.Origins;
import io.doorstep.chat.socket.tomcat.Outbox;
import io.doorstep.chat.socket.tomcat.RecordingSession;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.ChatMessage.Author;
import io.doorstep.events.Limits;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent who comes back while this instance still reads what the log held before its start. */
class AgentDialogueTests {
    private static final String UNKNOWN = "There is no such conversation";

    private final DeskList list = new DeskList(10);
    private final Conversations conversations = new Conversations(MessageLog.NOOP, "here",
            new ConversationBounds(4096, 4096), list);
    private final RecordingSession session = new RecordingSession();
    private final AgentDialogue agent = dialogue();

    private AgentDialogue dialogue() {
        var effectiveLimits = new EffectiveLimits(Limits.DEFAULTS, new LimitBounds(1, 1000));
        var limiters = new Limiters(LimiterFactory.slidingWindow(), 10);
        var pool = new ConnectionPool(effectiveLimits, limiters, new PoolSettings(10, 10, Duration.ofSeconds(10)));
        var admission = new AdmissionController(new Origins(List.of()), pool, effectiveLimits, limiters,
                AdmissionListener.NOOP);
        var attempt = new Attempt(new Client(ClientKey.ofAddress("192.0.2.1"), Tier.AGENT, null), "11", "s", null,
                null);
        var connection = new ChatConnection("c-1", attempt,
                (AdmissionDecision.Permitted) admission.admit(attempt, "c-1"), admission,
                new Outbox(session.proxy(), session, Runnable::run, () -> {}));
        var desk = new Desk(list, conversations, MessageLog.NOOP, "here", () -> Instant.EPOCH);
        return new AgentDialogue(connection, desk, conversations, "Tom");
    }

    @BeforeEach
    void begin() {
        conversations.onRefilling(true);
        agent.begin();
    }

    private void reads(String session) {
        conversations.onRecord(1, Instant.EPOCH, new ChatMessage("11", session, Author.VISITOR, "c", "m-" + session,
                "hello from " + session, null));
    }

    private void opens(String session) {
        agent.onFrame("{\"type\":\"open\",\"product_id\":\"11\",\"session_id\":\"" + session + "\"}");
    }

    private List<String> opened() {
        return session.sent().stream().filter(frame -> frame.contains("\"opened\"")).toList();
    }

    private List<String> refused() {
        return session.sent().stream().filter(frame -> frame.contains(UNKNOWN)).toList();
    }

    @Test
    void open_isAnswered_whenTheConversationHasBeenRead() {
        opens("s");
        assertThat(opened()).isEmpty();
        reads("s");
        conversations.onRefilled();
        assertThat(opened()).singleElement().asString().contains("hello from s");
        assertThat(refused()).isEmpty();
    }

    @Test
    void open_isRefused_whenTheLogHeldNoSuchConversation() {
        opens("s");
        assertThat(refused()).isEmpty();
        conversations.onRefilled();
        assertThat(refused()).hasSize(1);
        assertThat(conversations.attended()).isZero();
    }

    @Test
    void open_isRefused_whenTheLogDoesNotAnswer() {
        opens("s");
        conversations.giveUpRefill();
        assertThat(refused()).hasSize(1);
    }

    @Test
    void theLastOneCounts_whenAnAgentHasOpenedAnotherMeanwhile() {
        reads("known");
        opens("s");
        opens("known");
        reads("s");
        conversations.onRefilled();
        assertThat(opened()).singleElement().asString().contains("hello from known");
        assertThat(conversations.attended()).isEqualTo(1);
    }

    @Test
    void client_isAnsweredWithTheIdsAlone_whenNoVisitorIsAtThisInstance() {
        reads("s");
        conversations.onRefilled();
        opens("s");
        agent.onFrame("{\"type\":\"client\",\"product_id\":\"11\",\"session_id\":\"s\"}");
        assertThat(session.sent().getLast())
                .isEqualTo("{\"type\":\"client\",\"product_id\":\"11\",\"session_id\":\"s\"}");
    }

    @Test
    void nothingIsOpened_whenTheAgentHasLeftMeanwhile() {
        opens("s");
        agent.onFrame("{\"type\":\"leave\"}");
        opens("t");
        agent.end();
        reads("s");
        reads("t");
        conversations.onRefilled();
        assertThat(opened()).isEmpty();
        assertThat(conversations.attended()).isZero();
    }
}
