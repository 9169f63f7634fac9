package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.conversation.MessageLog;
import io.doorstep.events.ChatMessage;
import io.doorstep.testing.machine.Alone;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Ending;
import io.doorstep.testing.socket.RawSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A close that has begun ends, whatever the peer does. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloseTests {
    private static final String ADMITTED = "/ws/chat/customer/11/s";
    private static final String REJECTED = "/ws/chat/customer/11/not%20valid";
    private static final String MESSAGE = "{\"type\":\"message\",\"client_message_id\":\"m\",\"text\":\"hello\"}";
    private static final int MOST_CLOSING = 4;
    private static final byte[] HALF_A_FRAME = {(byte) 0x81, (byte) 0xfe, 0x04, 0x00, 1, 2, 3, 4, 5};

    private final List<ChatMessage> said = new CopyOnWriteArrayList<>();
    private final MessageLog log = event -> {
        if (!(event instanceof ChatMessage message)) {
            return true;
        }
        if (message.text().equals("fail")) {
            throw new IllegalStateException("log is broken");
        }
        return said.add(message);
    };
    private final RunningChat chat = RunningChat.with(MessageLog.class, log,
            "doorstep.limits.connection-rate.limit=1000", "doorstep.socket.reconciliation=200ms",
            "doorstep.socket.max-closing=" + MOST_CLOSING);

    @AfterEach
    void nothingIsHeld_andNothingWasActedOn() {
        awaitNothingHeld(chat);
        assertThat(said).isEmpty();
    }

    @AfterAll
    void close() {
        chat.close();
    }

    private static void awaitNothingHeld(RunningChat chat) {
        await().until(() -> chat.connections() == 0
                && chat.status().at("/connection_pool/closing").intValue() == 0);
        assertThat(chat.status().at("/connection_pool/drift").intValue()).isZero();
    }

    /** What a peer does instead of answering the close. */
    @FunctionalInterface
    private interface Peer {

        Duration meet(RawSocket socket, Ending ending);
    }

    private static Map<String, Peer> peers() {
        Map<String, Peer> peers = new LinkedHashMap<>();
        peers.put("is silent", (socket, ending) -> ending.seenBy(socket));
        peers.put("goes on sending",
                (socket, ending) -> ending.goneFor(socket, RawSocket.frame(RawSocket.TEXT, MESSAGE)));
        peers.put("sends half a frame", (socket, ending) -> {
            socket.write(HALF_A_FRAME);
            return ending.seenBy(socket);
        });
        peers.put("does not read", (socket, ending) -> ending.goneFor(socket));
        return peers;
    }

    private static void assertAllEndInTime(Function<Peer, Duration> meet) {
        var taken = Ending.ofAll(peers(), meet);
        assertThat(taken.values()).allMatch(one -> one.compareTo(Ending.PROMISED) < 0);
    }

    private static RawSocket narrow(RunningChat chat) {
        return new RawSocket(chat.port(), "127.0.0.1", 1024);
    }

    @Test
    void rejectedSockets_endInTime() {
        assertAllEndInTime(peer -> {
            try (RawSocket socket = narrow(chat)) {
                socket.upgrade(REJECTED);
                Ending ending = Ending.fromNow();
                assertThat(socket.readFrame().text()).contains("INVALID_SESSION_ID");
                assertThat(socket.readClose().closeStatus()).isEqualTo(1008);
                return peer.meet(socket, ending);
            }
        });
    }

    @Test
    void socketsWithTooLongAFrame_endInTime() {
        assertAllEndInTime(peer -> {
            try (RawSocket socket = narrow(chat)) {
                socket.upgrade(ADMITTED);
                socket.readUntil("connected");
                Ending ending = Ending.fromNow();
                socket.writeText("x".repeat(40_000));
                assertThat(socket.readUntil("MESSAGE_TOO_LARGE").opcode()).isEqualTo(1);
                assertThat(socket.readClose().closeStatus()).isEqualTo(1009);
                return peer.meet(socket, ending);
            }
        });
    }

    @Test
    void idleSockets_endInTime() {
        try (RunningChat impatient = RunningChat.with("doorstep.pool.idle-timeout=300ms",
                "doorstep.socket.reconciliation=200ms")) {
            assertAllEndInTime(peer -> {
                try (RawSocket socket = narrow(impatient)) {
                    socket.upgrade(ADMITTED);
                    socket.readUntil("IDLE_TIMEOUT");
                    Ending ending = Ending.fromNow();
                    assertThat(socket.readClose().closeStatus()).isEqualTo(1001);
                    return peer.meet(socket, ending);
                }
            });
            awaitNothingHeld(impatient);
        }
    }

    @Test
    void socketsWhoseHandlerFails_endInTime() {
        assertAllEndInTime(peer -> {
            try (RawSocket socket = narrow(chat)) {
                socket.upgrade(ADMITTED);
                socket.readUntil("connected");
                Ending ending = Ending.fromNow();
                socket.writeText(MESSAGE.replace("hello", "fail"));
                assertThat(socket.readClose().closeStatus()).isEqualTo(1011);
                return peer.meet(socket, ending);
            }
        });
    }

    @Test
    void aSocketThatBreaksTheProtocol_endsInTime() {
        try (RawSocket socket = new RawSocket(chat.port())) {
            socket.upgrade(ADMITTED);
            socket.readUntil("connected");
            Ending ending = Ending.fromNow();
            socket.write(new byte[]{(byte) 0xf1, 0});
            assertThat(socket.readClose().closeStatus()).isEqualTo(1002);
            assertThat(ending.seenBy(socket)).isLessThan(Ending.PROMISED);
        }
    }

    @Test
    void theOldestEndFirst_whenMoreAreClosingThanMayBe() {
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            RawSocket socket = new RawSocket(chat.port());
            sockets.add(socket);
            socket.upgrade(REJECTED);
            assertThat(socket.readClose().closeStatus()).isEqualTo(1008);
        }
        assertThat(sockets.subList(0, 10 - MOST_CLOSING)).allMatch(socket -> socket.endsWithin(200));
        assertThat(chat.status().at("/connection_pool/closing").intValue()).isEqualTo(MOST_CLOSING);
        assertThat(sockets.subList(10 - MOST_CLOSING, 10)).allMatch(socket -> socket.endsWithin(2000));
        sockets.forEach(RawSocket::close);
    }

    @Test
    void compressionThatIsOffered_isNotTaken() {
        try (RawSocket socket = new RawSocket(chat.port())) {
            assertThat(socket.upgrade(ADMITTED,
                    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")).contains(" 101");
            assertThat(socket.header("Sec-WebSocket-Extensions")).isEmpty();
            assertThat(socket.readUntil("connected").opcode()).isEqualTo(1);
        }
    }
}
