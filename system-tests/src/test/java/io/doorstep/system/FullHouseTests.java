package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.machine.Alone;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.socket.Visitor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** More visitors than an instance takes. */
@Alone
class FullHouseTests {
    private static final int HOUSE = 5;
    private static final int LOITERERS = 200;

    @Test
    void newcomersAreToldSo_withinASecond_thoughOthersHoldConnectionsOpenWithoutAWord() {
        List<RawSocket> loiterers = List.of();
        try (RunningChat chat = RunningChat.with("doorstep.pool.max-connections=" + HOUSE,
                "doorstep.pool.reserved=0", "doorstep.pool.network-share=0",
                "server.tomcat.connection-timeout=1s")) {
            List<Visitor> visitors = IntStream.range(0, HOUSE)
                    .mapToObj(_ -> Visitor.decided(chat.socket("11", "s"))).toList();
            visitors.getFirst().say("m", "Is it waterproof?").frame("ack");
            loiterers = Stream.generate(() -> new RawSocket(chat.port())).limit(LOITERERS).toList();
            loiterers.subList(0, LOITERERS / 2)
                    .forEach(socket -> socket.write("GET /ws/chat/cust".getBytes(StandardCharsets.US_ASCII)));
            for (int i = 0; i < 10; i++) {
                long asked = System.nanoTime();
                Visitor newcomer = Visitor.connect(chat.socket("11", "s"));
                JsonNode told = newcomer.frame(0);
                assertThat(told.path("code").stringValue()).isEqualTo("CONNECTION_LIMIT_EXCEEDED");
                assertThat(told.path("scope").stringValue()).isEqualTo("instance");
                assertThat(told.path("limit").intValue()).isEqualTo(HOUSE);
                assertThat(newcomer.closed().status()).isEqualTo(1008);
                assertThat(newcomer.closed().reason()).startsWith("CONNECTION_LIMIT_EXCEEDED;retry=");
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
            }
            assertThat(visitors).allMatch(Visitor::isOpen);
            assertThat(chat.connections()).isEqualTo(HOUSE);
            assertThat(loiterers.getFirst().endsWithin(4000)).isTrue();
            assertThat(loiterers.getLast().endsWithin(4000)).isTrue();
            visitors.getFirst().close();
            await().until(() -> chat.connections() == HOUSE - 1);
            try (Visitor next = Visitor.connect(chat.socket("11", "s"))) {
                assertThat(next.frame(0).path("type").stringValue()).isEqualTo("connected");
            }
        } finally {
            loiterers.forEach(RawSocket::close);
        }
    }
}
