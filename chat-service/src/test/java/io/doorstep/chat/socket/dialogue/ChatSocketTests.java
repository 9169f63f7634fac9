package io.doorstep.chat.socket.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.Mockito.mock;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.admission.AdmissionListener.ConnectionEnd;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.admission.PoolSettings;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.conversation.ConversationBounds;
import io.doorstep.chat.conversation.ConversationListener;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.MessageLog;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.LimitBounds;
import io.doorstep.chat.origin.Origins;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.chat.repetition.TextWatch;
import io.doorstep.chat.socket.tomcat.CloseDeadline;
import io.doorstep.chat.socket.tomcat.Outbox;
import io.doorstep.chat.socket.tomcat.RecordingSession;
import io.doorstep.chat.socket.tomcat.TcpConnection;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.Limits;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

class ChatSocketTests {
    private static final Attempt ATTEMPT = new Attempt(
            new Client(ClientKey.ofAddress("192.0.2.1"), Tier.ANONYMOUS, null), "11", "s", null, null);

    private static final ConversationBounds BOUNDS = new ConversationBounds(4096, 4096);

    private final EffectiveLimits effectiveLimits = new EffectiveLimits(Limits.DEFAULTS, new LimitBounds(1, 1000));
    private final Limiters limiters = new Limiters(LimiterFactory.slidingWindow(), 10);
    private final ConnectionPool pool = new ConnectionPool(effectiveLimits, limiters,
            new PoolSettings(10, 10, Duration.ofSeconds(10)));
    private final List<ConnectionEnd> ends = new ArrayList<>();
    private final AdmissionController admission = new AdmissionController(new Origins(List.of()), pool, effectiveLimits,
            limiters,
            new AdmissionListener() {
                @Override
                public void onClosed(Client client, String productId, ConnectionEnd end) {
                    ends.add(end);
                }
            });
    private final Conversations conversations = new Conversations(MessageLog.NOOP, "here", BOUNDS,
            ConversationListener.NOOP);

    @Test
    void nothingIsHeld_whenTheGreetingFailsWhileTheSocketIsOpening() {
        List<ChatSocket> opening = new ArrayList<>();
        var outbox = new Outbox(mock(WebSocketSession.class), new TcpConnection(), _ -> opening.getFirst().end(1006),
                () -> {});
        opening.add(socket(outbox, new TcpConnection(), conversations));
        opening.getFirst().open();
        assertThat(conversations.attended()).isZero();
        assertThat(pool.house().connections()).isZero();
    }

    @Test
    void nothingIsActedOn_whenItReadsSoSlowlyThatItIsBeingClosed() {
        List<Event> said = new ArrayList<>();
        Conversations logged = new Conversations(said::add, "here", BOUNDS, ConversationListener.NOOP);
        TcpConnection connection = new TcpConnection();
        var outbox = new Outbox(new RecordingSession().proxy(), connection, _ -> {},
                () -> connection.beginClosing(new CloseDeadline(connection, 0)));
        ChatSocket socket = socket(outbox, connection, logged);
        socket.open();
        socket.onText(message("m1"));
        IntStream.range(0, 300).forEach(_ -> socket.goAway(1, "p"));
        socket.onText(message("m2"));
        assertThat(said.stream().filter(ChatMessage.class::isInstance))
                .extracting(event -> ((ChatMessage) event).clientMessageId()).containsExactly("m1");
    }

    private ChatSocket opened() {
        TcpConnection connection = new TcpConnection();
        var outbox = new Outbox(new RecordingSession().proxy(), connection, _ -> {}, () -> {});
        return socket(outbox, connection, conversations);
    }

    private ChatSocket socket(Outbox outbox, TcpConnection wire, Conversations in) {
        var connection = new ChatConnection("c-1", ATTEMPT,
                (AdmissionDecision.Permitted) admission.admit(ATTEMPT, "c-1"), admission, outbox);
        return new ChatSocket(connection, wire, new VisitorDialogue(connection, in, TextWatch.NONE));
    }

    @Test
    void theServicesOwnStatusCounts_whenTheEndOfTheConnectionOvertakesItsClose() {
        ChatSocket socket = opened();
        socket.closeFor(Rejections.idle(Duration.ofMinutes(30)));
        socket.end(1006);
        socket.end(1001);
        assertThat(ends).extracting(ConnectionEnd::closeStatus, ConnectionEnd::code)
                .containsExactly(tuple(1001, ErrorCode.IDLE_TIMEOUT));
    }

    @Test
    void thePeersStatusCounts_whenTheServiceClosedNothing() {
        opened().end(1006);
        assertThat(ends).extracting(ConnectionEnd::closeStatus, ConnectionEnd::code).containsExactly(tuple(1006, null));
    }

    private static TextMessage message(String id) {
        return new TextMessage("{\"type\":\"message\",\"client_message_id\":\"" + id + "\",\"text\":\"hello\"}");
    }
}
