package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.claims.Claims;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.machine.Alone;
import io.doorstep.testing.service.ChatProcess;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One limit, however many instances: what one has let in, another counts, by the log alone. */
@Alone
@ExtendWith(KafkaBrokerExtension.class)
class SharedLimitTests {
    private static final String ON = "doorstep.claims=on";
    private static final String CONNECTED = "connected";
    private static final Duration EXACT_AGAIN = Duration.ofSeconds(15);
    private static final Duration OVER_THE_LOG = Duration.ofSeconds(1);
    private static final Duration DEAD_AND_FREE = Duration.ofSeconds(20);
    private static final String NAME = new Pseudonyms(RunningChat.SECRET).of(ClientKey.ofAddress("127.0.0.1"));

    private final List<Visitor> visitors = new ArrayList<>();
    private int others = 1;

    @AfterEach
    void close() {
        visitors.forEach(Visitor::close);
    }

    private String greeting(URI uri) {
        return greeting(Visitor.decided(uri));
    }

    private String greeting(Visitor visitor) {
        visitors.add(visitor);
        JsonNode first = visitor.frame(0);
        return first.path("code").stringValue(first.path("type").stringValue());
    }

    private static double decided(RunningChat chat, String outcome) {
        return chat.meter("doorstep.admission.claims?tag=outcome:" + outcome);
    }

    /** Until each knows that it is not alone, by clients that are looked at by nobody else. */
    private void awaitEachOther(RunningChat... chats) {
        for (RunningChat chat : chats) {
            await().until(() -> {
                greeting(Visitor.connectFrom("127.0.1." + ++others, chat.socket("11", "other")));
                return decided(chat, "fast") > 0;
            });
        }
    }

    @Test
    void oneClient_hasItsLimitExactly_atTwoInstances_andAResetReachesBoth(StoppableBroker broker) {
        String[] settings = {RunningChat.at(broker), ON, "doorstep.pool.max-per-client=1000"};
        try (RunningChat first = RunningChat.with(settings); RunningChat second = RunningChat.with(settings)) {
            awaitEachOther(first, second);
            Random random = new Random(7);
            List<String> greetings = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                greetings.add(greeting((random.nextBoolean() ? first : second).socket("11", "s" + i)));
            }
            assertThat(greetings).filteredOn(CONNECTED::equals).hasSize(50);
            assertThat(greetings).filteredOn("RATE_LIMIT_EXCEEDED"::equals).hasSize(70);
            assertThat(decided(first, "claimed") + decided(second, "claimed")).as("past half the limit").isPositive();
            assertThat(decided(first, "late") + decided(second, "late")).isZero();

            assertThat(first.operate("POST", "/api/debug/reset-rate-limits?client=127.0.0.1", "").statusCode())
                    .isEqualTo(200);
            await().atMost(OVER_THE_LOG).until(() -> greeting(second.socket("11", "again")).equals(CONNECTED));

            first.operate("PUT", "/api/debug/limits", "{\"connection_rate\":{\"limit\":7}}");
            await().atMost(OVER_THE_LOG).until(() -> RunningChat.json(second.operate("GET", "/api/debug/limits", ""))
                    .toString().contains("\"limit\":7"));
            first.operate("PUT", "/api/debug/limits?instance=this", "{\"connection_rate\":{\"limit\":8}}");
            assertThat(second.operate("GET", "/api/debug/limits", "").body()).doesNotContain("\"limit\":8,");
        }
    }

    @Test
    void oneClient_hasItsSlots_atTwoInstances_andThoseOfAKilledOneAreFree(StoppableBroker broker, @TempDir Path data)
            throws Exception {
        try (RunningChat first = RunningChat.with(RunningChat.at(broker), ON,
                "doorstep.limits.connection-rate.limit=1000")) {
            ChatProcess second = ChatProcess.start(data, broker, ON, "doorstep.limits.connection-rate.limit=1000");
            try (second) {
                awaitEachOther(first);
                List<String> greetings = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    greetings.add(greeting(i % 2 == 0 ? first.socket("11", "s" + i) : second.socket("11", "s" + i)));
                }
                assertThat(greetings).filteredOn(CONNECTED::equals).hasSize(25);
                assertThat(greetings).filteredOn("CONNECTION_LIMIT_EXCEEDED"::equals).hasSize(15);
                Claims claims = first.bean(Claims.class);
                await().atMost(OVER_THE_LOG).until(() -> claims.slots(NAME) == 25);
                second.kill();
                await().atMost(DEAD_AND_FREE).until(() -> claims.slots(NAME) == first.connections() - others());
            }
            assertThat(greeting(first.socket("11", "later"))).isEqualTo(CONNECTED);
        }
    }

    /** Of other clients, at the first instance. */
    private int others() {
        return others - 1;
    }

    @Test
    void withoutTheLog_eachInstanceDecidesByItself_andGoesOnTogetherAfterwards(StoppableBroker broker) {
        String[] settings = {RunningChat.at(broker), ON, "doorstep.pool.max-per-client=1000"};
        try (RunningChat first = RunningChat.with(settings); RunningChat second = RunningChat.with(settings)) {
            awaitEachOther(first, second);
            broker.stop();
            for (int i = 0; i < 30; i++) {
                assertThat(greeting(first.socket("11", "s" + i))).isEqualTo(CONNECTED);
                assertThat(greeting(second.socket("11", "s" + i))).isEqualTo(CONNECTED);
            }
            assertThat(first.meter("doorstep.admission.decisions?tag=outcome:failed_open")).isZero();
            await().until(() -> first.get("/api/health").body()
                    .contains("each instance counts a client's use by itself: admission.claims does not answer"));
            broker.start();
            awaitOvershootRememberedAt(first);
            awaitOvershootRememberedAt(second);
        }
    }

    /** With attempts so few that the instance's own limiter would let all of them in. */
    private void awaitOvershootRememberedAt(RunningChat chat) {
        await().pollInterval(Duration.ofSeconds(1)).atMost(EXACT_AGAIN)
                .until(() -> greeting(chat.socket("11", "over")).equals("RATE_LIMIT_EXCEEDED"));
    }
}
