package io.doorstep.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.machine.Patience;
import io.doorstep.testing.socket.Visitor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What docker-compose.yml brings up: instances behind nginx, which spreads each request, and Kafka on its volume. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposeTests {
    private static final String OPERATOR = "Basic "
            + Base64.getEncoder().encodeToString(("operator:" + ComposeProject.PASSWORD).getBytes(UTF_8));

    private final HttpClient http = HttpClient.newHttpClient();
    private final ComposeProject project;

    ComposeTests() throws IOException {
        project = ComposeProject.up();
    }

    @BeforeAll
    void bothServe() {
        seeInstances(2);
        await().until(() -> get("http://localhost:3000/api/health").body().contains("\"reasons\":[]"));
    }

    @AfterAll
    void close() throws IOException {
        http.close();
        project.close();
    }

    private static URI socket(String session) {
        return URI.create("ws://localhost:3000/ws/chat/customer/11/" + session);
    }

    private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(uri)).header("Authorization", OPERATOR).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String instanceOf(Visitor visitor) {
        return visitor.frame("connected").path("connection_id").stringValue().replaceFirst("-\\d+$", "");
    }

    /** Asks until so many instances have answered. */
    private void seeInstances(int count) {
        Set<String> seen = new HashSet<>();
        await(count + " instances").atMost(Patience.START.multipliedBy(2)).ignoreExceptions().until(() -> {
            seen.add(JsonMapper.shared().readTree(get("http://localhost:8000/api/debug/websocket-status").body())
                    .path("instance").stringValue());
            return seen.size() >= count;
        });
    }

    /** A client on another instance than this one, which has resumed there. */
    private static FaithfulClient elsewhere(String name, String session, FaithfulClient other) {
        FaithfulClient client = new FaithfulClient(name, socket(session));
        await().pollInterval(Duration.ofMillis(500)).until(() -> {
            client.close();
            client.reconnect(socket(session));
            return !instanceOf(client.socket()).equals(instanceOf(other.socket()));
        });
        return client;
    }

    private static void talk(FaithfulClient client) {
        IntStream.range(0, 8).forEach(_ -> client.say());
    }

    private static List<String> all(String name, int messages) {
        return IntStream.range(0, messages).mapToObj(i -> name + "-" + i).toList();
    }

    @Test
    @Tag("slow")
    void addressesOfTheWebsite_answer_andNobodyIsTakenForWhatTheyClaimToBe() throws Exception {
        assertThat(get("http://localhost:3000/products/11").body()).contains("<doorstep-chat");
        assertThat(get("http://localhost:8000/api/debug/websocket-status").body()).contains("\"warnings\":[]");
        assertThat(get("http://localhost:8001/api/patterns").statusCode()).isEqualTo(200);
        try (Visitor visitor = Visitor.connect(socket("claims"), "X-Forwarded-For", "203.0.113.7")) {
            visitor.frame("connected");
            await().pollInterval(Duration.ofMillis(200)).until(() -> JsonMapper.shared()
                    .readTree(get("http://localhost:8000/api/debug/clients/" + project.gateway()).body())
                    .path("connections").path("active").intValue() > 0);
            assertThat(get("http://localhost:8000/api/debug/clients/203.0.113.7").body()).contains("\"active\":0");
        }
    }

    @Test
    @Tag("slow")
    void oneConversation_goesOnOverAllInstances_whenKafkaIsRestarted_andAnInstanceIsStopped() throws IOException {
        try (FaithfulClient anna = new FaithfulClient("anna", socket("goes-on"));
                FaithfulClient ben = elsewhere("ben", "goes-on", anna)) {
            talk(anna);
            await().untilAsserted(() -> assertThat(ben.conversation()).isEqualTo(all("anna", 8)));

            project.run("restart", "kafka");
            talk(anna);
            await().atMost(Patience.START)
                    .untilAsserted(() -> assertThat(ben.conversation()).isEqualTo(all("anna", 16)));

            String stopped = project.containers("chat-service").getFirst();
            ComposeProject.output("docker", "stop", "-t", "30", stopped);
            List.of(anna, ben).stream().filter(client -> !client.socket().isOpen())
                    .forEach(client -> client.reconnect(socket("goes-on")));
            talk(anna);
            await().untilAsserted(() -> assertThat(ben.conversation()).isEqualTo(all("anna", 24)));
            await().until(() -> anna.unsent() == 0);
            assertThat(ben.heardAgain()).isEmpty();

            ComposeProject.output("docker", "start", stopped);
            seeInstances(2);
            try (FaithfulClient late = elsewhere("late", "goes-on", anna)) {
                await().untilAsserted(() -> assertThat(late.conversation()).isEqualTo(all("anna", 24)));
            }
        }
    }

    /** With this mode, Java does not start where the cache is not of these classes. */
    @ParameterizedTest
    @ValueSource(strings = {"chat-service", "analytics-consumer"})
    @Tag("slow")
    void images_haveACacheOfTheirClasses(String service) throws IOException {
        ComposeProject.output("docker", "exec", project.containers(service).getFirst(), "java", "-XX:AOTMode=on",
                "-XX:AOTCache=/opt/doorstep/classes.aot", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Dspring.context.exit=onRefresh",
                "-Ddoorstep.data-dir=/tmp/another", "-jar", "/opt/doorstep/" + service + ".jar");
    }

    @Test
    @Tag("slow")
    void aThirdInstance_joins() throws IOException {
        project.run("up", "-d", "--no-recreate", "--scale", "chat-service=3");
        seeInstances(3);
        project.run("up", "-d", "--no-recreate", "--scale", "chat-service=2");
    }
}
