package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.machine.Alone;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Ending;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.socket.Visitor;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Peers that send more than any client of the protocol does. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloodTests {
    private static final String PATH = "/ws/chat/customer/11/flood";
    private static final String RESUME = "{\"type\":\"resume\",\"after\":-1}";

    private final RunningChat chat = RunningChat.with("doorstep.limits.connection-rate.limit=1000",
            "doorstep.socket.reconciliation=200ms");

    @AfterAll
    void close() {
        chat.close();
    }

    private static Map<String, byte[]> floods() {
        Map<String, byte[]> floods = new LinkedHashMap<>();
        floods.put("pings", RawSocket.frames(20_000, RawSocket.PING, ""));
        floods.put("pongs", RawSocket.frames(20_000, RawSocket.PONG, ""));
        floods.put("pings with a payload", RawSocket.frames(3_000, RawSocket.PING, "x".repeat(120)));
        floods.put("frames", RawSocket.frames(3_000, RawSocket.TEXT, "{\"type\":\"typing\"}"));
        floods.put("frames that are none", RawSocket.frames(3_000, RawSocket.TEXT, "x"));
        floods.put("empty frames", RawSocket.frames(3_000, RawSocket.TEXT, ""));
        floods.put("empty binary frames", RawSocket.frames(3_000, RawSocket.BINARY, ""));
        floods.put("empty fragments", emptyFragments());
        floods.put("bytes", RawSocket.frames(12, RawSocket.TEXT, "x".repeat(30_000)));
        floods.put("binary bytes", RawSocket.frames(6, RawSocket.BINARY, "x".repeat(60_000)));
        return floods;
    }

    private static byte[] emptyFragments() {
        var all = new ByteArrayOutputStream();
        all.writeBytes(RawSocket.frame(RawSocket.FIRST_TEXT_FRAGMENT, ""));
        all.writeBytes(RawSocket.frames(3_000, RawSocket.CONTINUATION, ""));
        return all.toByteArray();
    }

    private void awaitNothingHeld() {
        await().until(() -> chat.connections() == 0
                && chat.status().at("/connection_pool/closing").intValue() == 0);
        assertThat(chat.status().at("/connection_pool/drift").intValue()).isZero();
    }

    private long refused() {
        return chat.status().at("/rate_limiter/stats/messages_rate_limited").longValue();
    }

    @Test
    void aFlood_isExplained_andEndsInTime() {
        var taken = Ending.ofAll(floods(), this::explained);
        assertThat(taken.values()).allMatch(one -> one.compareTo(Ending.PROMISED) < 0);
        awaitNothingHeld();
    }

    private Duration explained(byte[] flood) {
        try (RawSocket socket = new RawSocket(chat.port())) {
            socket.upgrade(PATH);
            socket.readUntil("connected");
            Ending ending = Ending.fromNow();
            Thread.startVirtualThread(() -> socket.tryToWrite(flood));
            assertThat(socket.readUntil("MESSAGE_RATE_LIMIT_EXCEEDED").text())
                    .contains("\"message\":\"More than 100 frames or 262144 bytes in a second\"");
            RawSocket.Frame close = socket.readClose();
            assertThat(close.closeStatus()).isEqualTo(1008);
            assertThat(close.text()).contains("MESSAGE_RATE_LIMIT_EXCEEDED;retry=1");
            return ending.seenBy(socket);
        }
    }

    @Test
    void aFloodOfAPeerThatDoesNotRead_endsInTime() {
        var floods = floods();
        long refused = refused() + floods.size();
        var taken = Ending.ofAll(floods, flood -> unread(flood, refused));
        assertThat(taken.values()).allMatch(one -> one.compareTo(Ending.PROMISED) < 0);
        awaitNothingHeld();
    }

    /** The clock begins when the service has found all floods: until then it has nothing to end. */
    private Duration unread(byte[] flood, long refused) {
        try (RawSocket socket = new RawSocket(chat.port(), "127.0.0.1", 1024)) {
            socket.upgrade(PATH);
            Thread writer = Thread.startVirtualThread(() -> socket.tryToWrite(flood));
            await().until(() -> refused() == refused);
            Duration taken = Ending.fromNow().goneFor(socket);
            await().until(() -> !writer.isAlive());
            return taken;
        }
    }

    @Test
    void aRejectedPeerThatFloods_isEndedInTime() {
        var taken = Ending.ofAll(floods(), this::rejected);
        assertThat(taken.values()).allMatch(one -> one.compareTo(Ending.PROMISED) < 0);
        awaitNothingHeld();
    }

    private Duration rejected(byte[] flood) {
        try (RawSocket socket = new RawSocket(chat.port())) {
            socket.upgrade("/ws/chat/customer/11/not%20valid");
            Ending ending = Ending.fromNow();
            Thread.startVirtualThread(() -> socket.tryToWrite(flood));
            assertThat(socket.readUntil("INVALID_SESSION_ID").opcode()).isPositive();
            assertThat(socket.readClose().closeStatus()).isEqualTo(1008);
            return ending.seenBy(socket);
        }
    }

    @Test
    void othersAreServed_whileOneFloods() {
        byte[] flood = RawSocket.frames(20_000, RawSocket.PING, "x");
        try (RawSocket socket = new RawSocket(chat.port());
                Visitor inside = Visitor.connect(chat.socket("11", "flood"))) {
            assertThat(inside.send(RESUME).frame("history")).isNotNull();
            socket.upgrade(PATH);
            Thread.startVirtualThread(() -> socket.tryToWrite(flood));
            long asked = System.nanoTime();
            assertThat(inside.send(RESUME).frames("history", 2)).isNotEmpty();
            try (Visitor newcomer = Visitor.connect(chat.socket("12", "other"))) {
                newcomer.frame("connected");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
            assertThat(socket.endsWithin(3000)).isTrue();
        }
        awaitNothingHeld();
    }

    @Test
    void aBurstWithinTheBudget_isLeftAlone() {
        try (RawSocket socket = new RawSocket(chat.port())) {
            socket.upgrade(PATH);
            socket.readUntil("connected");
            socket.write(RawSocket.frames(60, RawSocket.TEXT, "{\"type\":\"typing\"}"));
            socket.write(RawSocket.frames(30, RawSocket.PING, "x"));
            socket.writeText(RESUME);
            assertThat(socket.readUntil("\"history\"").opcode()).isEqualTo(1);
            assertThat(chat.connections()).isEqualTo(1);
        }
        awaitNothingHeld();
    }
}
