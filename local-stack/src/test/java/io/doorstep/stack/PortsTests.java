package io.doorstep.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doorstep.stack.broker.InProcessBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PortsTests {

    @Test
    void namesPortPurposeAndSetting_whenTheBrokersIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral(InProcessBroker.HOST))) {
            StackSettings settings = settings(taken.getLocalPort(), 0);
            assertThatThrownBy(() -> Ports.requireFree(Command.BROKER, settings))
                    .hasMessage("Port " + taken.getLocalPort() + " is taken, and the Kafka broker needs it: free it, or"
                            + " choose another with --doorstep.stack.broker-port=PORT (or DOORSTEP_STACK_BROKERPORT).");
        }
    }

    @Test
    void namesTheChatService_whenItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StackSettings settings = settings(0, taken.getLocalPort());
            assertThatThrownBy(() -> Ports.requireFree(Command.EVERYTHING, settings))
                    .isInstanceOfSatisfying(StartRefused.class, e -> assertThat(e.status()).isEqualTo(1))
                    .hasMessageContaining("the chat service needs it")
                    .hasMessageContaining("--doorstep.stack.chat-port=PORT");
        }
    }

    @Test
    void doesNotAskForTheServicesPorts_whenOnlyTheBrokerStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Ports.requireFree(Command.BROKER, settings(0, taken.getLocalPort()));
        }
    }

    private static StackSettings settings(int brokerPort, int chatPort) {
        return new StackSettings(Path.of("data"), brokerPort, chatPort, 0, InetAddress.getLoopbackAddress(), "",
                "");
    }
}
