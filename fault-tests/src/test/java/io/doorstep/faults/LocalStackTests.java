package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.doorstep.stack.broker.InProcessBroker;
import io.doorstep.testing.process.StackProcess;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTests {
    private static final String ANY_BROKER_PORT = "--doorstep.stack.broker-port=0";
    private static final Pattern KAFKA = Pattern.compile("Kafka +(127\\.0\\.0\\.1:\\d+)");
    private static final Pattern CHAT = Pattern.compile("Health +(http://localhost:\\d+)/api/health");

    @TempDir
    private Path data;

    @Test
    void everythingServesAndStops_whenStartedWithoutACommand() throws Exception {
        try (StackProcess stack = StackProcess.startBuilt(inData(), ANY_BROKER_PORT, "--doorstep.stack.chat-port=0",
                "--doorstep.stack.analytics-port=0")) {
            String chat = stack.awaitOutput(CHAT).group(1);

            await().until(() -> get(chat + "/api/health").contains("\"status\":\"UP\""));
            assertThat(get(chat + "/products/11")).contains("doorstep-client.js");
            assertThat(stack.output()).containsPattern("Operator +operator, \\S{12,}");
            assertThatThrownBy(() -> get(chat.replace("localhost", "127.0.0.2") + "/api/health"))
                    .isInstanceOf(ConnectException.class);

            stack.terminate();
            assertThat(stack.awaitExit()).as(stack.output()).isEqualTo(143);
            assertThat(stack.output()).doesNotContain("Exception");
        }
        assertThat(data.resolve("secret")).isNotEmptyFile();
    }

    @Test
    void servesAtOtherAddresses_whenOpened() throws Exception {
        try (StackProcess stack = StackProcess.start(inData(), ANY_BROKER_PORT, "--doorstep.stack.chat-port=0",
                "--doorstep.stack.analytics-port=0", "--doorstep.stack.address=0.0.0.0")) {
            String chat = stack.awaitOutput(CHAT).group(1);

            assertThat(get(chat.replace("localhost", "127.0.0.2") + "/api/health")).contains("status");
        }
    }

    @Test
    void brokerAloneKeepsItsTopics_whenTerminated() throws Exception {
        try (StackProcess stack = StackProcess.start("broker", inData(), ANY_BROKER_PORT)) {
            String address = stack.awaitOutput(KAFKA).group(1);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
                admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
            }
            stack.terminate();
            assertThat(stack.awaitExit()).as(stack.output()).isEqualTo(143);
        }
        try (InProcessBroker again = InProcessBroker.start(data.resolve("broker"), 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", again.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).isEqualTo(Set.of("kept"));
        }
    }

    @Test
    void refusesInOneSentence_whenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                StackProcess stack = StackProcess.start("broker", inData(),
                        "--doorstep.stack.broker-port=" + taken.getLocalPort())) {
            assertThat(stack.awaitExit()).isEqualTo(1);
            assertThat(stack.output())
                    .isEqualTo("Port " + taken.getLocalPort() + " is taken, and the Kafka broker needs"
                            + " it: free it, or choose another with --doorstep.stack.broker-port=PORT (or"
                            + " DOORSTEP_STACK_BROKERPORT).");
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void refusesInOneSentence_whenASettingOfAServiceIsWrong() throws Exception {
        try (StackProcess stack = StackProcess.start(inData(), ANY_BROKER_PORT, "--doorstep.stack.chat-port=0",
                "--doorstep.stack.analytics-port=0", "--doorstep.pool.max-connections=0")) {
            assertThat(stack.awaitExit()).isEqualTo(1);
            assertThat(stack.output().lines()).contains("The chat service did not start: doorstep.pool.max-connections"
                    + " must be greater than or equal to 1, not 0");
        }
    }

    @Test
    void refusesInOneSentence_whenTheCommandIsUnknown() throws Exception {
        try (StackProcess stack = StackProcess.start("brokre")) {
            assertThat(stack.awaitExit()).isEqualTo(2);
            assertThat(stack.output())
                    .isEqualTo("There is no command 'brokre': give none to start everything, or 'broker'"
                            + " to start the broker alone.");
        }
    }

    @Test
    void refusesInOneSentence_whenTheDataFolderIsInUse() throws Exception {
        try (StackProcess first = StackProcess.start("broker", inData(), ANY_BROKER_PORT)) {
            first.awaitOutput(KAFKA);
            try (StackProcess second = StackProcess.start("broker", inData(), ANY_BROKER_PORT)) {
                assertThat(second.awaitExit()).isEqualTo(1);
                assertThat(second.output()).startsWith("The data folder " + data + " is in use").doesNotContain("\n");
            }
        }
    }

    private String inData() {
        return "--doorstep.data-dir=" + data;
    }

    private static String get(String address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(address)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
