package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A website of another origin embeds the client: one file, one request, at the address that the docs give. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedScriptTests {
    private static final String SCRIPT = "/doorstep-client.js";
    private static final List<String> EXPORTS = List.of("DoorstepChat", "DoorstepClient", "PAGE_CLOCK", "REASONS",
            "SilenceWatch", "hasText", "isComposing", "isMessageId", "isSendable", "waitInWords");

    private final Shop shop = Shop.open();
    private final Browser browser;
    private final HttpClient http = HttpClient.newHttpClient();

    EmbeddedScriptTests(Browser browser) {
        this.browser = browser;
    }

    @AfterAll
    void close() {
        http.close();
        shop.close();
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(shop.url(path))).header("Origin", "https://shop.example")
                .method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    /** A website with one page, on the loopback as the chat is: browsers keep the pages of other networks out of there. */
    private static HttpServer website(String page, String policy) throws IOException {
        HttpServer website = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        website.createContext("/", exchange -> {
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.getResponseHeaders().set("Content-Security-Policy", policy);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        website.start();
        return website;
    }

    @Test
    void scriptIsServedToAnyOrigin() throws Exception {
        HttpResponse<String> script = ask("GET", SCRIPT);
        assertThat(script.statusCode()).isEqualTo(200);
        Map<String, List<String>> headers = script.headers().map();
        assertThat(headers.get("content-type")).containsExactly("text/javascript");
        assertThat(headers.get("access-control-allow-origin")).containsExactly("*");
        assertThat(headers.get("x-content-type-options")).containsExactly("nosniff");
        assertThat(headers.get("cache-control")).containsExactly("no-cache");
        assertThat(script.body()).contains("class DoorstepClient ").doesNotContainPattern("(?m)^import\\b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/desk.js", "/favicon.svg"})
    void otherFiles_areServedToTheirOwnPagesAlone(String path) throws Exception {
        HttpResponse<String> file = ask("GET", path);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/client/client.js", "/shared/reasons.js", "/scripts/shared/reasons.js",
            "/scripts/doorstep-client.js"})
    void modulesHaveNoAddress(String path) throws Exception {
        assertThat(ask("GET", path).statusCode()).isEqualTo(404);
    }

    @Test
    void oneRequestIsEnough_whereOnlyThatFileMayRunAndIsKnownByItsHash() throws Exception {
        String script = shop.url(SCRIPT);
        String page = """
                <!doctype html><title>Shop</title>
                <script type="module" crossorigin src="%s" integrity="%s"></script>
                <doorstep-chat product-id="11"></doorstep-chat>""".formatted(script, hash(ask("GET", SCRIPT).body()));
        String policy = "default-src 'none'; script-src " + script + "; connect-src " + shop.url("") + " "
                + shop.url("").replace("http", "ws");
        HttpServer website = website(page, policy);
        try (BrowserContext context = browser.newContext()) {
            Page visited = context.newPage();
            List<String> scripts = new ArrayList<>();
            List<String> complaints = new ArrayList<>();
            visited.onRequest(request -> {
                if (request.resourceType().equals("script")) {
                    scripts.add(request.url());
                }
            });
            visited.onPageError(complaints::add);
            visited.navigate("http://localhost:" + website.getAddress().getPort() + "/");
            visited.waitForFunction("() => customElements.get('doorstep-chat') !== undefined");
            visited.waitForFunction(
                    "() => !['stopped', 'connecting'].includes(document.querySelector('doorstep-chat').client.state)");
            assertThat(scripts).containsExactly(script);
            assertThat(complaints).isEmpty();
            assertThat(visited.evaluate("async (script) => Object.keys(await import(script))", script))
                    .isEqualTo(EXPORTS);
        } finally {
            website.stop(0);
        }
    }

    private static String hash(String text) throws NoSuchAlgorithmException {
        return "sha384-" + Base64.getEncoder().encodeToString(
                MessageDigest.getInstance("SHA-384").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
