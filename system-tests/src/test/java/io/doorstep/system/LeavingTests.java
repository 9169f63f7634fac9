package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.desk.Desk;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Topic;
import io.doorstep.events.Violation;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Ending;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A service that stops while people talk. */
@ExtendWith(KafkaBrokerExtension.class)
class LeavingTests {
    private static final int INSIDE = 6;

    private static RunningChat chat(KafkaBroker broker, String grace) {
        return RunningChat.with(RunningChat.at(broker), "doorstep.events.stop-within=10s",
                "doorstep.socket.drain-grace=" + grace);
    }

    /** On a thread of its own: the visitors' HTTP client needs the common ones. */
    private static CompletableFuture<Void> stopping(RunningChat chat) {
        return CompletableFuture.runAsync(chat::close, stop -> Thread.ofPlatform().start(stop));
    }

    private static List<Visitor> inside(RunningChat chat) {
        List<Visitor> visitors = IntStream.range(0, INSIDE)
                .mapToObj(i -> Visitor.connect(chat.socket("11", "s-" + i))).toList();
        visitors.forEach(visitor -> visitor.frame("connected"));
        return visitors;
    }

    @Test
    void newcomersAreTurnedAway_thoseInsideMayGo_thoseWhoStayAreClosed_andEverythingAddsUp(KafkaBroker broker) {
        RunningChat chat = chat(broker, "3s");
        try (Topics topics = new Topics(broker, Topic.CONNECTIONS, Topic.VIOLATIONS)) {
            ConnectionPool pool = chat.pool();
            List<Visitor> visitors = inside(chat);
            assertThat(chat.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
            CompletableFuture<Void> stopped = stopping(chat);

            assertThat(visitors.stream().map(visitor -> visitor.frame("go_away").path("reconnect_after_ms")
                    .longValue()).distinct()).hasSizeGreaterThan(1).allMatch(ms -> ms >= 0 && ms <= 1500);
            assertThat(chat.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(chat.get("/api/health").statusCode()).isEqualTo(200);
            Visitor newcomer = Visitor.connect(chat.socket("11", "late"));
            JsonNode told = newcomer.frame(0);
            assertThat(told.path("code").stringValue()).isEqualTo("SERVER_DRAINING");
            assertThat(told.path("retry_after_ms").longValue()).isBetween(1000L, 5000L);
            assertThat(newcomer.closed().status()).isEqualTo(1012);
            visitors.getFirst().close();
            assertThat(visitors.get(1).send("{\"type\":\"resume\",\"after\":-1}").frame("history")).isNotNull();
            assertThat(visitors.subList(1, INSIDE)).allMatch(Visitor::isOpen);
            for (Visitor staying : visitors.subList(1, INSIDE)) {
                assertThat(staying.frame("error").path("code").stringValue()).isEqualTo("SERVER_DRAINING");
                assertThat(staying.closed().status()).isEqualTo(1001);
                assertThat(staying.closed().reason()).startsWith("SERVER_DRAINING;retry=");
            }
            stopped.orTimeout(15, TimeUnit.SECONDS).join();

            assertThat(pool.house().connections()).isZero();
            assertThat(topics.await(ConnectionOpened.class, INSIDE)).hasSize(INSIDE);
            List<ConnectionClosed> closed = topics.await(ConnectionClosed.class, INSIDE);
            assertThat(closed).hasSize(INSIDE);
            assertThat(closed).filteredOn(one -> one.closeStatus() == 1001 && one.code() == ErrorCode.SERVER_DRAINING)
                    .hasSize(INSIDE - 1);
            assertThat(closed).filteredOn(one -> one.closeStatus() == 1000 && one.code() == null).hasSize(1);
            assertThat(closed).extracting(ConnectionClosed::connectionId).containsExactlyInAnyOrderElementsOf(
                    topics.of(ConnectionOpened.class).stream().map(ConnectionOpened::connectionId).toList());
            assertThat(topics.await(Violation.class, 1)).extracting(Violation::code, Violation::count)
                    .containsExactly(tuple(ErrorCode.SERVER_DRAINING, 1L));
        }
    }

    /** The limits are those of a client that has used up all it has. */
    @Test
    void aPass_letsOneSocketMoveToAnotherInstance_whateverItsClientHasUsed(StoppableBroker broker) {
        String[] strict = {RunningChat.at(broker), "doorstep.limits.connection-rate.limit=1",
                "doorstep.pool.max-per-client=1", "doorstep.socket.drain-grace=5s"};
        try (RunningChat next = RunningChat.with(strict); RunningChat stopping = RunningChat.with(strict)) {
            await().until(() -> !stopping.bean(Desk.class).isAlone());
            Visitor visitor = Visitor.decided(stopping.socket("11", "moving"));
            Visitor agent = Visitor.decided(deskOf(stopping), stopping.signedIn());
            Visitor.decided(next.socket("11", "another")).close();
            await().until(() -> next.connections() == 0);
            CompletableFuture<Void> stopped = stopping(stopping);
            String pass = visitor.frame("go_away").path("pass").stringValue();

            Visitor early = Visitor.decided(withPass(stopping.socket("11", "moving"), pass));
            assertThat(early.frame(0).path("code").stringValue()).isEqualTo("SERVER_DRAINING");
            assertThat(early.frame(0).path("retry_after_ms").longValue()).isBetween(50L, 250L);
            assertThat(codeAt(withPass(next.socket("11", "of-another"), pass))).isEqualTo("RATE_LIMIT_EXCEEDED");
            Visitor moved = Visitor.decided(withPass(next.socket("11", "moving"), pass));
            assertThat(moved.frame(0).path("type").stringValue()).isEqualTo("connected");
            assertThat(codeAt(withPass(next.socket("11", "moving"), pass))).as("once").isEqualTo("RATE_LIMIT_EXCEEDED");

            Visitor movedAgent = Visitor.decided(
                    withPass(deskOf(next), agent.frame("go_away").path("pass").stringValue()),
                    next.signedIn());
            assertThat(movedAgent.frame(0).path("type").stringValue()).isEqualTo("desk");
            visitor.close();
            agent.close();
            stopped.orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(moved.isOpen() && movedAgent.isOpen()).isTrue();
        }
    }

    private static URI deskOf(RunningChat chat) {
        return chat.socket("11", "any").resolve("/ws/chat/agent");
    }

    private static URI withPass(URI socket, String pass) {
        return URI.create(socket + "?pass=" + pass);
    }

    private static String codeAt(URI socket) {
        return Visitor.decided(socket).frame(0).path("code").stringValue();
    }

    @Test
    void theStopIsQuick_whenAllGoAtOnce(KafkaBroker broker) {
        RunningChat chat = chat(broker, "60s");
        ConnectionPool pool = chat.pool();
        List<Visitor> visitors = inside(chat);
        CompletableFuture<Void> stopped = stopping(chat);
        visitors.forEach(visitor -> visitor.frame("go_away"));
        visitors.forEach(Visitor::close);
        await().atMost(Duration.ofSeconds(30)).until(stopped::isDone);
        assertThat(pool.house().connections()).isZero();
    }

    @Test
    void peersThatDoNotAnswer_holdTheStopUpNoLongerThanTheirCloseTakes(KafkaBroker broker) {
        RunningChat chat = chat(broker, "0s");
        ConnectionPool pool = chat.pool();
        try (RawSocket silent = new RawSocket(chat.port())) {
            silent.upgrade("/ws/chat/customer/11/s");
            silent.readUntil("connected");
            CompletableFuture<Void> stopped = stopping(chat);
            assertThat(silent.readClose().closeStatus()).isEqualTo(1001);
            assertThat(Ending.fromNow().seenBy(silent)).isLessThan(Ending.PROMISED);
            await().atMost(Duration.ofSeconds(30)).until(stopped::isDone);
            assertThat(pool.house().connections()).isZero();
        }
    }
}
