package io.doorstep.chat.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.admission.PoolSettings;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.conversation.ConversationBounds;
import io.doorstep.chat.conversation.ConversationListener;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.MessageLog;
import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.LimitBounds;
import io.doorstep.chat.origin.Origins;
import io.doorstep.chat.repetition.TextWatch;
import io.doorstep.chat.socket.dialogue.ChatSocket;
import io.doorstep.chat.socket.dialogue.Dialogues;
import io.doorstep.chat.socket.tomcat.Outbox;
import io.doorstep.chat.socket.tomcat.RecordingSession;
import io.doorstep.chat.socket.tomcat.TcpConnection;
import io.doorstep.chat.socket.upgrade.CallerIdentity;
import io.doorstep.events.Limits;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class PermitLeakDetectorTests {
    private static final Attempt ATTEMPT = new Attempt(
            new Client(ClientKey.ofAddress("192.0.2.1"), Tier.ANONYMOUS, null), "11", "s", null, null);

    private final EffectiveLimits effectiveLimits = new EffectiveLimits(Limits.DEFAULTS, new LimitBounds(1, 1000));
    private final Limiters limiters = new Limiters(LimiterFactory.slidingWindow(), 10);
    private final ConnectionPool pool = new ConnectionPool(effectiveLimits, limiters,
            new PoolSettings(10, 10, Duration.ofSeconds(10)));
    private final AdmissionController admission = new AdmissionController(new Origins(List.of()), pool, effectiveLimits,
            limiters,
            AdmissionListener.NOOP);
    private final Sockets sockets = new Sockets();
    private final PermitLeakDetector reconciliation = new PermitLeakDetector(pool.house(), sockets);

    private AdmissionDecision.Permitted admitted() {
        return (AdmissionDecision.Permitted) admission.admit(ATTEMPT, "c-1");
    }

    private ChatSocket socket(TcpConnection connection) {
        Conversations conversations = new Conversations(MessageLog.NOOP, "here", new ConversationBounds(4096, 4096),
                ConversationListener.NOOP);
        Outbox outbox = new Outbox(new RecordingSession().proxy(), connection, Runnable::run, () -> {});
        return new Dialogues(admission, conversations, mock(Desk.class), TextWatch.NONE).open("c-1", ATTEMPT,
                admitted(),
                new Dialogues.Accepted(new CallerIdentity.Visitor(), outbox, connection));
    }

    @Test
    void aPermitWithoutASocket_isADrift_andAnError_untilItIsGivenBack(CapturedOutput output) {
        AdmissionDecision.Permitted leaked = admitted();
        reconciliation.run();
        assertThat(reconciliation.drift()).isEqualTo(1);
        assertThat(output).contains("1 more permits are held than there are sockets");
        leaked.permit().release();
        reconciliation.run();
        assertThat(reconciliation.drift()).isZero();
    }

    @Test
    void permitsAndSocketsThatAgree_areNoDrift(CapturedOutput output) {
        sockets.add("1", socket(new TcpConnection()));
        reconciliation.run();
        assertThat(reconciliation.drift()).isZero();
        assertThat(output.getAll()).doesNotContain("more permits");
    }

    @Test
    void aSocketWhoseConnectionEndedUnheard_givesItsPermitBack() {
        TcpConnection connection = new TcpConnection();
        sockets.add("1", socket(connection));
        connection.abort();
        reconciliation.run();
        assertThat(pool.house().connections()).isZero();
        assertThat(sockets.count()).isZero();
        assertThat(reconciliation.drift()).isZero();
    }
}
