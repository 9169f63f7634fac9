package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.machine.Alone;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.socket.ServerEnds;
import io.doorstep.testing.socket.Visitor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that never send a whole request take nothing away from those that do. */
@Alone
class UnfinishedRequestTests {
    /** So that none ends of age on a slow machine, where another bound is tested. */
    private static final String LONG = "doorstep.requests.head-within=5m";
    private static final byte[] BEGIN = "GET /api/health HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MORE = {'x'};
    private final List<RawSocket> open = new ArrayList<>();

    @AfterEach
    void leave() {
        open.forEach(RawSocket::close);
    }

    private RawSocket drip(int port, String from) {
        RawSocket socket = RawSocket.from(from, port);
        open.add(socket);
        socket.tryToWrite(BEGIN);
        return socket;
    }

    private static long held(List<RawSocket> sockets) {
        return ServerEnds.held(sockets).size();
    }

    @Test
    void dripOfAHead_endsWhenItsTimeIsOver_howeverItDrips() {
        try (RunningChat chat = RunningChat.with("doorstep.requests.head-within=2s")) {
            RawSocket socket = drip(chat.port(), "127.0.0.1");
            long start = System.nanoTime();
            await().pollInterval(Duration.ofMillis(100)).until(() -> !socket.tryToWrite(MORE)
                    || !socket.isHeldByTheServer());
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(1500L, 8000L);
            assertThat(chat.meter("doorstep.connections.cut?tag=reason:time")).isEqualTo(1);
        }
    }

    @Test
    void emptyLines_areNoHead() {
        try (RunningChat chat = RunningChat.with("doorstep.requests.head-within=2s")) {
            RawSocket socket = RawSocket.from("127.0.0.1", chat.port());
            open.add(socket);
            await().pollInterval(Duration.ofMillis(100)).until(
                    () -> !socket.tryToWrite("\r\n".getBytes(StandardCharsets.US_ASCII))
                            || !socket.isHeldByTheServer());
        }
    }

    @Test
    void silence_andDripsOnAKeptConnection_endToo() {
        try (RunningChat chat = RunningChat.with("doorstep.requests.head-within=2s")) {
            RawSocket kept = RawSocket.from("127.0.0.1", chat.port());
            open.add(kept);
            assertThat(kept.ask("GET /ws/chat/customer/1/2 HTTP/1.1\r\nHost: x\r\n\r\n")).contains(" 426");
            kept.tryToWrite(BEGIN);
            await().pollInterval(Duration.ofMillis(100))
                    .until(() -> !kept.tryToWrite(MORE) || !kept.isHeldByTheServer());
        }
    }

    @Test
    void peerThatTakesTooLong_isTold() {
        try (RunningChat chat = RunningChat.with("doorstep.requests.head-within=1s")) {
            RawSocket socket = drip(chat.port(), "127.0.0.1");
            assertThat(socket.readAnswer()).contains(" 408");
            assertThat(socket.header("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void bodyThatDrips_holdsNoThreadForEver() {
        try (RunningChat chat = RunningChat.with("doorstep.requests.body-within=2s")) {
            RawSocket socket = RawSocket.from("127.0.0.1", chat.port());
            open.add(socket);
            socket.write(("POST /api/chat/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
            await().pollInterval(Duration.ofMillis(100))
                    .until(() -> !socket.tryToWrite(MORE) || !socket.isHeldByTheServer());
        }
    }

    @Test
    void peerThatDoesNotReadItsAnswers_ends() {
        try (RunningChat chat = RunningChat.with("doorstep.requests.answer-within=2s");
                RawSocket socket = new RawSocket(chat.port(), "127.0.0.1", 1024)) {
            open.add(socket);
            socket.write("GET /doorstep-client.js HTTP/1.1\r\nHost: x\r\n\r\n".repeat(400)
                    .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> !socket.isHeldByTheServer());
            assertThat(chat.meter("doorstep.connections.cut?tag=reason:time")).isEqualTo(1);
        }
    }

    @Test
    void oneAddress_holdsAHundred_theOldestGo_andOthersAreIn() {
        try (RunningChat chat = RunningChat.with(LONG)) {
            List<RawSocket> drips = new ArrayList<>();
            for (int i = 0; i < 130; i++) {
                drips.add(drip(chat.port(), "127.0.0.7"));
            }
            ServerEnds.awaitAccepted(drips);
            await().until(() -> held(drips) == 100);
            assertThat(held(drips.subList(0, 30))).isZero();
            try (Visitor same = Visitor.connectFrom("127.0.0.7", chat.socket("11", "s-1"));
                    Visitor other = Visitor.connectFrom("127.0.0.8", chat.socket("11", "s-2"))) {
                assertThat(same.frame(0).path("type").stringValue()).isEqualTo("connected");
                assertThat(other.frame(0).path("type").stringValue()).isEqualTo("connected");
            }
            assertThat(chat.meter("doorstep.connections.unfinished")).isBetween(99.0, 101.0);
            assertThat(RunningChat.json(chat.get("/api/health")).toString()).contains("DEGRADED",
                    "one address held too many");
        }
    }

    @Test
    void manyAddresses_holdNoMoreThanTheirShare_theOldestGo() {
        IntFunction<String> address = i -> "127.7." + i / 250 + "." + (1 + i % 250);
        try (RunningChat chat = RunningChat.with(LONG, "doorstep.requests.max-connections=50")) {
            List<RawSocket> drips = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                drips.add(drip(chat.port(), address.apply(i)));
            }
            ServerEnds.awaitAccepted(drips);
            await().until(() -> held(drips) <= 50);
            assertThat(held(drips.subList(0, 25))).isZero();
            try (Visitor other = Visitor.connect(chat.socket("11", "s-2"))) {
                assertThat(other.frame(0).path("type").stringValue()).isEqualTo("connected");
            }
            assertThat(RunningChat.json(chat.get("/api/health")).toString()).contains("DEGRADED", "too many in all");
        }
    }

    @Test
    void trustedProxy_holdsAsManyAsItNeeds() {
        try (RunningChat chat = RunningChat.with(LONG, "doorstep.requests.max-per-client=5",
                "doorstep.trusted-proxies=127.0.0.9")) {
            List<RawSocket> drips = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                drips.add(drip(chat.port(), "127.0.0.9"));
            }
            ServerEnds.awaitAccepted(drips);
            assertThat(chat.get("/api/health").statusCode()).isEqualTo(200);
            assertThat(held(drips)).isEqualTo(20);
        }
    }

    @Test
    void socketsThatAreIn_stay_howeverShortARequestsTimeIs() {
        try (RunningChat chat = RunningChat.with("doorstep.requests.head-within=300ms",
                "doorstep.requests.answer-within=300ms",
                "doorstep.requests.idle-within=300ms"); Visitor visitor = Visitor.connect(chat.socket("11", "s-1"))) {
            visitor.frame(0);
            RawSocket drip = drip(chat.port(), "127.0.0.1");
            await().until(() -> !drip.isHeldByTheServer());
            RawSocket another = drip(chat.port(), "127.0.0.1");
            await().until(() -> !another.isHeldByTheServer());
            assertThat(visitor.send("{\"type\":\"resume\",\"after\":-1}").frame("history")).isNotNull();
        }
    }
}
