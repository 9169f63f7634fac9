package io.doorstep.chat.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One call to a server of the test. */
class HttpWebhookCallerTests {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final WebhookMessage MESSAGE = new WebhookMessage("msg_1", "{\"text\":\"\u2614\"}");

    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch silence = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/taken", exchange -> answer(exchange, 204));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/taken");
            answer(exchange, 307);
        });
        server.createContext("/busy", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            answer(exchange, 503);
        });
        server.createContext("/silent", _ -> awaitSilence());
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            awaitSilence();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        silence.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void awaitSilence() {
        try {
            silence.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        headers.add(exchange.getRequestHeaders());
        seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private WebhookAnswer call(String path, Duration patience) throws InterruptedException {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        try (var caller = new HttpWebhookCaller(WebhookTarget.of("hook", url, SECRET).orElseThrow(), patience)) {
            return caller.call(MESSAGE, 1_614_265_330);
        }
    }

    private WebhookAnswer call(String path) throws InterruptedException {
        return call(path, Duration.ofSeconds(10));
    }

    @Test
    void aCall_hasItsBody_andTheHeadersOfTheSpecification() throws Exception {
        assertThat(call("/taken?key=1")).isEqualTo(new WebhookAnswer.Taken());
        assertThat(seen).containsExactly("POST /taken?key=1 " + MESSAGE.body());
        Map<String, List<String>> sent = headers.getFirst();
        assertThat(sent).containsEntry("Webhook-id", List.of("msg_1"))
                .containsEntry("Webhook-timestamp", List.of("1614265330"))
                .containsEntry("Content-type", List.of("application/json"))
                .containsEntry("Webhook-signature", List.of(WebhookSignature
                        .of(Base64.getDecoder().decode(SECRET.substring(6)), MESSAGE, 1_614_265_330)));
    }

    @Test
    void aRedirect_isNotFollowed() throws Exception {
        assertThat(call("/moved")).isEqualTo(new WebhookAnswer.Refused("answered 307"));
        assertThat(seen).hasSize(1);
    }

    @Test
    void aBusyReceiver_isToldLater() throws Exception {
        assertThat(call("/busy")).isEqualTo(new WebhookAnswer.TryAgain("answered 503", Duration.ofSeconds(7)));
    }

    @Test
    void aReceiverThatDoesNotAnswer_isToldLater() throws Exception {
        assertThat(call("/silent", Duration.ofSeconds(1))).isInstanceOf(WebhookAnswer.TryAgain.class);
        assertThat(call("/endless", Duration.ofSeconds(1))).isInstanceOf(WebhookAnswer.TryAgain.class);
        server.stop(0);
        assertThat(call("/taken")).isEqualTo(
                new WebhookAnswer.TryAgain("cannot be reached (ConnectException)", null));
    }
}
