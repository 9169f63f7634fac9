package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.client.SessionTickets;
import io.doorstep.events.Tier;
import io.doorstep.testing.machine.Alone;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.socket.Visitor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who gets in where not all can. */
@Alone
class FairHouseTests {
    private static final int HOUSE = 200;
    private static final int OPEN_TO_STRANGERS = 160;
    private static final String[] SETTINGS = {"doorstep.pool.max-connections=" + HOUSE,
            "doorstep.flood.explanations-per-second=10000", "doorstep.socket.reconciliation=200ms"};
    /** After it a socket makes room. */
    private static final Duration SHORTEST_STAY = Duration.ofSeconds(5);

    private static Visitor from(RunningChat chat, String address, String session) {
        Visitor visitor = Visitor.connectFrom(address, chat.socket("11", session));
        visitor.frame(0);
        return visitor;
    }

    private static String ticket(Instant expiresAt, String subject) {
        return new SessionTickets(RunningChat.SECRET, List.of()).issue("11", Tier.AUTHENTICATED, expiresAt, subject);
    }

    private static boolean isIn(Visitor visitor) {
        return visitor.frame(0).path("type").stringValue().equals("connected");
    }

    /** Sockets of this many addresses of one network, each with as many; and what each was told first. */
    private static List<String> siege(RunningChat chat, List<RawSocket> sockets, int addresses, int each) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < addresses * each; i++) {
            RawSocket socket = RawSocket.from("127.0.9." + (i % addresses + 1), chat.port());
            sockets.add(socket);
            socket.upgrade("/ws/chat/customer/11/siege-" + i);
            told.add(socket.readFrame().text());
        }
        return told;
    }

    @Test
    void aNetworkThatHoldsTheHouse_keepsNobodyElseOut() {
        List<RawSocket> siege = new ArrayList<>();
        List<Visitor> others = new ArrayList<>();
        try (RunningChat chat = RunningChat.with(SETTINGS)) {
            List<String> told = siege(chat, siege, 40, HOUSE / 40);
            long held = told.stream().filter(frame -> frame.contains("connected")).count();
            assertThat(held).as("four in five of those open to strangers").isEqualTo(OPEN_TO_STRANGERS * 4 / 5);
            assertThat(told.getLast()).contains("\"scope\":\"network\"", "\"limit\":20,",
                    "Connection limit reached: 20 connections per network while few are left");
            long since = System.nanoTime();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> System.nanoTime() - since > SHORTEST_STAY.toNanos());
            for (int i = 0; i < 50; i++) {
                others.add(from(chat, "127.0." + (10 + i) + ".1", "elsewhere-" + i));
            }
            assertThat(others).hasSize(50).allMatch(FairHouseTests::isIn);
            others.add(from(chat, "127.0.9.1", ticket(Instant.now().plusSeconds(3600), "alice")));
            assertThat(others.getLast()).as("of that network, and known").matches(FairHouseTests::isIn);
            URI desk = URI.create("ws://127.0.0.1:" + chat.port() + "/ws/chat/agent");
            try (Visitor agent = Visitor.connect(desk, chat.signedIn())) {
                assertThat(agent.frame("desk")).isNotNull();
                JsonNode pool = chat.status().path("connection_pool");
                assertThat(pool.at("/agents/active_connections").intValue()).isEqualTo(1);
                assertThat(pool.at("/occupants/authenticated").intValue()).isEqualTo(1);
                assertThat(pool.at("/occupants/anonymous").intValue()).isEqualTo(OPEN_TO_STRANGERS);
                assertThat(pool.at("/occupants/max_anonymous").intValue()).isEqualTo(OPEN_TO_STRANGERS);
                assertThat(pool.at("/occupants/largest_network_share").doubleValue()).isBetween(0.5, 0.6);
            }
            assertThat(others).allMatch(Visitor::isOpen);
            assertThat(chat.connections()).isEqualTo(OPEN_TO_STRANGERS + 1);
            await().until(() -> chat.status().at("/connection_pool/drift").intValue() == 0);
        } finally {
            others.forEach(Visitor::close);
            siege.forEach(RawSocket::close);
        }
    }

    @Test
    void idleStrangers_makeRoomForNewcomers_andThoseWhoWroteStay() {
        List<Visitor> first = new ArrayList<>();
        List<Visitor> newcomers = new ArrayList<>();
        try (RunningChat chat = RunningChat.with("doorstep.pool.max-connections=50",
                "doorstep.socket.reconciliation=200ms")) {
            IntStream.range(0, 40).forEach(i -> first.add(from(chat, "127.1." + i + ".1", "first-" + i)));
            assertThat(first).allMatch(FairHouseTests::isIn);
            List<Visitor> writers = IntStream.range(0, 10).mapToObj(i -> first.get(i * 4)).toList();
            writers.forEach(visitor -> visitor.say("m", "Is it waterproof?").frame("ack"));
            long since = System.nanoTime();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> System.nanoTime() - since > SHORTEST_STAY.toNanos());
            IntStream.range(0, 30).forEach(i -> newcomers.add(from(chat, "127.2." + i + ".1", "new-" + i)));
            assertThat(newcomers).allMatch(FairHouseTests::isIn).allMatch(Visitor::isOpen);
            assertThat(writers).allMatch(Visitor::isOpen);
            List<Visitor> idle = first.stream().filter(visitor -> !writers.contains(visitor)).toList();
            assertThat(idle).hasSize(30).allSatisfy(visitor -> {
                assertThat(visitor.closed()).isEqualTo(new Visitor.Closed(1013, "ROOM_NEEDED;retry=10"));
                JsonNode told = visitor.frame("error");
                assertThat(told.path("code").stringValue()).isEqualTo("ROOM_NEEDED");
                assertThat(told.path("message").stringValue())
                        .isEqualTo("Closed to make room for others; come back when you write");
                assertThat(told.path("reconnect").booleanValue()).isTrue();
            });
            assertThat(chat.connections()).isEqualTo(40);
            assertThat(chat.meter("doorstep.pool.made.room")).isEqualTo(30);
            await().until(() -> chat.status().at("/connection_pool/drift").intValue() == 0);
        } finally {
            first.forEach(Visitor::close);
            newcomers.forEach(Visitor::close);
        }
    }

    @Test
    void aPlace_isKeptForWhoeverIsNext_andWhoComesEarlyGainsNothing() {
        List<Visitor> inside = new ArrayList<>();
        try (RunningChat chat = RunningChat.with("doorstep.pool.max-connections=5", "doorstep.pool.reserved=0",
                "doorstep.pool.network-share=0", "doorstep.pool.retry-after=1s")) {
            IntStream.range(0, 5).forEach(i -> inside.add(from(chat, "127.3." + i + ".1", "inside-" + i)));
            inside.forEach(visitor -> visitor.say("m", "Is it waterproof?").frame("ack"));
            assertThat(chat.status().at("/connection_pool/full_since").isString()).isFalse();
            long first = waitOf(from(chat, "127.3.10.1", "first"));
            long told = System.nanoTime();
            assertThat(first).isEqualTo(1000);
            assertThat(waitOf(from(chat, "127.3.11.1", "second"))).isGreaterThan(first);
            inside.removeFirst().close();
            await().until(() -> chat.connections() == 4);
            assertThat(waitOf(from(chat, "127.3.12.1", "newcomer"))).isGreaterThan(first);
            assertThat(waitOf(from(chat, "127.3.11.1", "second"))).isPositive();
            JsonNode pool = chat.status().path("connection_pool");
            assertThat(pool.path("waiting").intValue()).isEqualTo(3);
            assertThat(Instant.parse(pool.path("full_since").stringValue())).isBetween(
                    Instant.now().minusSeconds(30), Instant.now());
            assertThat(RunningChat.json(chat.get("/api/health")).path("reasons").toString())
                    .contains("the house is full since", "anonymous ones 4 of 5", "3 clients wait");
            await().until(() -> System.nanoTime() - told > Duration.ofMillis(first).toNanos());
            inside.add(from(chat, "127.3.10.1", "first"));
            assertThat(inside.getLast()).matches(FairHouseTests::isIn);
            assertThat(chat.status().at("/connection_pool/waiting").intValue()).isEqualTo(2);
            assertThat(chat.meter("doorstep.pool.waiting")).isEqualTo(2);
        } finally {
            inside.forEach(Visitor::close);
        }
    }

    private static long waitOf(Visitor rejected) {
        assertThat(rejected.frame(0).path("scope").stringValue()).isEqualTo("instance");
        return rejected.frame(0).path("retry_after_ms").longValue();
    }
}
