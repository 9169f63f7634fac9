package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.socket.Visitor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both services, with a Kafka that is reached by TLS and SCRAM alone. */
class TlsTests {

    @Test
    void bothServices_work_overTls_withTheSettingsOfTheDocument(@TempDir Path data) throws Exception {
        try (TlsBroker broker = new TlsBroker("chat");
                RunningChat chat = RunningChat.with(broker.settings());
                var learner = RunningLearner.start(data, broker.settings())) {
            await().until(
                    () -> chat.status().at("/events/kafka_connected").booleanValue());
            try (Visitor visitor = Visitor.decided(chat.socket("11", "tls"))) {
                assertThat(visitor.say("m1", "hello").frame("ack").has("sequence")).isTrue();
            }
            LearnerReadModel readModel = learner.getBean(LearnerReadModel.class);
            await().until(() -> !readModel.patterns(null, 1).isEmpty());
        }
    }
}
