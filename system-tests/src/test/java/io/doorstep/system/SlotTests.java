package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.conversation.MessageLog;
import io.doorstep.events.Tier;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.socket.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A slot comes back exactly once, however its socket ends. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlotTests {
    private static final String PATH = "/ws/chat/customer/11/s";
    private static final String MESSAGE = "{\"type\":\"message\",\"client_message_id\":\"m\",\"text\":\"hello\"}";
    private static final byte[] HALF_A_FRAME = {(byte) 0x81, (byte) 0xfe, 0x04, 0x00, 1, 2, 3, 4, 5};
    private static final int SOCKETS = 5;

    /** Remembers whose end was told, and fails whoever tells it. */
    private static final class BrokenListener implements AdmissionListener {
        private final List<String> closed = new CopyOnWriteArrayList<>();

        @Override
        public void onAdmitted(Client client, String productId, String connectionId,
                AdmissionDecision.Permitted decision) {
            throw new IllegalStateException("listener is broken");
        }

        @Override
        public void onClosed(Client client, String productId, ConnectionEnd end) {
            closed.add(end.connectionId());
            throw new IllegalStateException("listener is broken");
        }
    }

    private static Stream<Consumer<RawSocket>> ways() {
        Consumer<RawSocket> clientCloses = socket -> {
            socket.write(new byte[]{(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xe8});
            socket.readClose();
        };
        Consumer<RawSocket> halfAFrameThenReset = socket -> {
            socket.write(HALF_A_FRAME);
            socket.reset();
        };
        Consumer<RawSocket> halfAFrameThenEnd = socket -> {
            socket.write(HALF_A_FRAME);
            socket.close();
        };
        Consumer<RawSocket> protocolError = socket -> socket.write(new byte[]{(byte) 0xf1, 0});
        Consumer<RawSocket> textThatIsNone = socket -> socket
                .write(new byte[]{(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, (byte) 0xff});
        Consumer<RawSocket> serviceCloses = socket -> socket.writeText("x".repeat(40_000));
        Consumer<RawSocket> serviceClosesThenReset = socket -> {
            socket.writeText("x".repeat(40_000));
            socket.readClose();
            socket.reset();
        };
        Consumer<RawSocket> floodThenReset = socket -> {
            socket.write(RawSocket.frames(300, RawSocket.PING, ""));
            socket.reset();
        };
        Consumer<RawSocket> handlerFails = socket -> socket.writeText(MESSAGE);
        Consumer<RawSocket> handlerFailsThenReset = socket -> {
            socket.writeText(MESSAGE);
            socket.reset();
        };
        Consumer<RawSocket> noAnswerToPings = _ -> {};
        return Stream.of(clientCloses, RawSocket::close, RawSocket::reset, halfAFrameThenReset, halfAFrameThenEnd,
                protocolError, textThatIsNone, serviceCloses, serviceClosesThenReset, floodThenReset, handlerFails,
                handlerFailsThenReset, noAnswerToPings);
    }

    private final RunningChat chat = RunningChat.with(MessageLog.class, _ -> {
        throw new IllegalStateException("log is broken");
    }, "doorstep.socket.heartbeat=3s", "doorstep.limits.connection-rate.limit=1000",
            "doorstep.pool.max-per-client=100", "doorstep.socket.reconciliation=200ms");

    @AfterAll
    void close() {
        chat.close();
    }

    private static void awaitNothingHeld(RunningChat chat) {
        await().until(() -> chat.connections() == 0
                && chat.status().at("/connection_pool/closing").intValue() == 0);
        assertThat(chat.status().at("/connection_pool/active_clients").intValue()).isZero();
        assertThat(chat.status().at("/websocket_manager/active_connections").intValue()).isZero();
        assertThat(chat.status().at("/websocket_manager/active_conversations").intValue()).isZero();
        assertThat(chat.status().at("/connection_pool/drift").intValue()).isZero();
    }

    @Test
    void aSlotComesBackOnce_howeverTheSocketEnds() {
        Map<RawSocket, Consumer<RawSocket>> sockets = new LinkedHashMap<>();
        ways().forEach(way -> IntStream.range(0, SOCKETS)
                .forEach(_ -> sockets.put(new RawSocket(chat.port()), way)));
        sockets.keySet().forEach(socket -> socket.upgrade(PATH));
        sockets.keySet().forEach(socket -> socket.readUntil("connected"));
        assertThat(chat.connections()).isEqualTo(sockets.size());
        sockets.forEach((socket, way) -> way.accept(socket));
        awaitNothingHeld(chat);
        sockets.keySet().forEach(RawSocket::close);
    }

    @Test
    void aSlotComesBackOnce_whenListenersFail() {
        BrokenListener listener = new BrokenListener();
        try (RunningChat deaf = RunningChat.with(AdmissionListener.class, listener,
                "doorstep.socket.reconciliation=200ms")) {
            List<Visitor> visitors = IntStream.range(0, SOCKETS)
                    .mapToObj(_ -> Visitor.decided(deaf.socket("11", "s"))).toList();
            assertThat(deaf.connections()).isEqualTo(SOCKETS);
            visitors.forEach(Visitor::close);
            awaitNothingHeld(deaf);
            assertThat(listener.closed).hasSize(SOCKETS).doesNotHaveDuplicates();
        }
    }

    @Test
    void aSlotComesBack_whenTheGreetingFindsNobody() {
        for (int i = 0; i < 50; i++) {
            RawSocket socket = new RawSocket(chat.port());
            socket.write(("GET " + PATH + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.reset();
        }
        assertThat(chat.get("/api/health").statusCode()).isEqualTo(200);
        awaitNothingHeld(chat);
    }

    @Test
    void aPermitWithoutASocket_isADrift_andAnError(CapturedOutput output) {
        var attempt = new Attempt(new Client(ClientKey.ofAddress("192.0.2.1"), Tier.ANONYMOUS, null), "11", "s",
                null, null);
        var leaked = (AdmissionDecision.Permitted) chat.bean(AdmissionController.class).admit(attempt, "leaked");
        await().until(() -> chat.status().at("/connection_pool/drift").intValue() == 1);
        assertThat(output).contains("1 more permits are held than there are sockets");
        leaked.permit().release();
        await().until(() -> chat.status().at("/connection_pool/drift").intValue() == 0);
    }
}
