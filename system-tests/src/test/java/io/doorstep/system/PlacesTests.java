package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Where visitors are, and what that means to their limits. */
@ExtendWith(KafkaBrokerExtension.class)
class PlacesTests {
    private static final String PROXY = "doorstep.trusted-proxies=127.0.0.1";
    private static final String BY_HEADER = "doorstep.geo.header=CF-IPCountry";
    private static final String GERMANS = "doorstep.countries.DE.connection-rate.limit=1";

    private static String second(RunningChat chat, String address, String... country) {
        String[] headers = country.length == 0
                ? new String[]{"X-Forwarded-For", address}
                : new String[]{"X-Forwarded-For", address, "CF-IPCountry", country[0]};
        try (Visitor first = Visitor.decided(chat.socket("11", "s"), headers);
                Visitor again = Visitor.decided(chat.socket("11", "s"), headers)) {
            assertThat(first.frame(0).path("type").stringValue()).isEqualTo("connected");
            return again.frame(0).path("code").stringValue("none");
        }
    }

    private static JsonNode health(RunningChat chat) {
        return RunningChat.json(chat.get("/api/health"));
    }

    @Test
    void aDatabase_saysInWhichCountryAClientIs_andEventsHaveItsCodeAlone(KafkaBroker broker, @TempDir Path folder) {
        Path file = countries("192.0.2.0/24").writeTo(folder.resolve("countries.mmdb"));
        try (RunningChat chat = RunningChat.with(RunningChat.at(broker), PROXY, GERMANS,
                "doorstep.geo.database=" + file);
                Topics topics = new Topics(broker, Topic.CONNECTIONS)) {
            assertThat(second(chat, "192.0.2.1")).isEqualTo("RATE_LIMIT_EXCEEDED");
            assertThat(second(chat, "198.51.100.1")).isEqualTo("none");
            assertThat(topics.await(ConnectionOpened.class, 3)).extracting(ConnectionOpened::country)
                    .containsExactlyInAnyOrder("DE", "ZZ", "ZZ");
            JsonNode standing = RunningChat.json(chat.operate("GET", "/api/debug/clients/192.0.2.9", ""));
            assertThat(standing.path("country").stringValue()).isEqualTo("DE");
            assertThat(standing.at("/connection_rate/limit").intValue()).isEqualTo(1);
            assertThat(standing.at("/connection_rate/source/scope").stringValue()).isEqualTo("country:DE");
        }
    }

    @Test
    void aDatabaseThatBreaksWhileItIsUsed_staysAsItWas_andHealthSaysSo(@TempDir Path folder) {
        Path file = countries("192.0.2.0/24").writeTo(folder.resolve("countries.mmdb"));
        try (RunningChat chat = RunningChat.with(PROXY, GERMANS, "doorstep.geo.database=" + file)) {
            CountryFile.write(file, new byte[]{1, 2, 3});
            await().until(() -> health(chat).path("reasons").toString().contains("doorstep.geo.database"));
            assertThat(health(chat).path("status").stringValue()).isEqualTo("DEGRADED");
            assertThat(health(chat).path("reasons").toString()).doesNotContain(folder.toString());
            assertThat(second(chat, "192.0.2.1")).isEqualTo("RATE_LIMIT_EXCEEDED");
            countries("198.51.100.0/24").writeTo(file);
            await().until(() -> !health(chat).path("reasons").toString().contains("doorstep.geo"));
            assertThat(second(chat, "198.51.100.1")).isEqualTo("RATE_LIMIT_EXCEEDED");
            assertThat(second(chat, "192.0.2.2")).isEqualTo("none");
        }
    }

    private static CountryFile countries(String germany) {
        return CountryFile.of(Instant.now().minus(Duration.ofDays(1))).with(germany, "DE");
    }

    @Test
    void aDatabaseThatIsNotThere_keepsNobodyOut() {
        try (RunningChat chat = RunningChat.with(PROXY, GERMANS, "doorstep.geo.database=/none/countries.mmdb",
                "doorstep.countries.ZZ.connection-rate.limit=7")) {
            assertThat(second(chat, "192.0.2.1")).isEqualTo("none");
            assertThat(health(chat).path("status").stringValue()).isEqualTo("DEGRADED");
            assertThat(health(chat).path("reasons").toString())
                    .contains("no country is known: the file of doorstep.geo.database is missing");
            assertThat(RunningChat.json(chat.operate("GET", "/api/debug/clients/192.0.2.1", ""))
                    .at("/connection_rate/source/scope").stringValue()).isEqualTo("country:ZZ");
        }
    }

    @Test
    void theHeaderOfATrustedProxy_saysInWhichCountryAClientIs(KafkaBroker broker) {
        try (RunningChat chat = RunningChat.with(RunningChat.at(broker), PROXY, BY_HEADER, GERMANS);
                Topics topics = new Topics(broker, Topic.CONNECTIONS)) {
            assertThat(second(chat, "192.0.2.1", "DE")).isEqualTo("RATE_LIMIT_EXCEEDED");
            assertThat(second(chat, "192.0.2.2", "FR")).isEqualTo("none");
            assertThat(second(chat, "192.0.2.3", "DE, a longer story")).isEqualTo("none");
            assertThat(topics.await(ConnectionOpened.class, 5)).extracting(ConnectionOpened::country)
                    .containsExactlyInAnyOrder("DE", "FR", "FR", "ZZ", "ZZ");
        }
    }

    @Test
    void aHeaderOfAnybodyElse_saysNothing() {
        try (RunningChat chat = RunningChat.with("doorstep.trusted-proxies=10.0.0.1", BY_HEADER, GERMANS)) {
            assertThat(second(chat, "192.0.2.1", "DE")).isEqualTo("none");
        }
    }
}
