package io.doorstep.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
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

    /** The address of the chat as another origin has it. */
    private String elsewhere(String path) {
        return shop.url(path).replace("127.0.0.1", "localhost");
    }

    @Test
    void scriptIsServedToAnyOrigin() throws Exception {
        HttpResponse<String> script = ask("GET", SCRIPT);
        assertThat(script.statusCode()).isEqualTo(200);
        Map<String, List<String>> headers = script.headers().map();
        assertThat(headers.get("content-type")).containsExactly("text/javascript");
        assertThat(headers.get("access-control-allow-origin")).containsExactly("*");
        assertThat(headers.get("x-content-type-options")).containsExactly("nosniff");
        assertThat(headers.get("cache-control"))
                .containsExactly("no-cache, no-store, max-age=0, must-revalidate");
        assertThat(headers).containsKey("last-modified");
        assertThat(script.body()).contains("class DoorstepClient ").doesNotContainPattern("(?m)^import\\b");
        HttpResponse<String> head = ask("HEAD", SCRIPT);
        assertThat(head.headers().firstValueAsLong("content-length"))
                .hasValue(script.body().getBytes(StandardCharsets.UTF_8).length);
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
            "/scripts/doorstep-client.js", "/desk-book.js"})
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
            visited.route(elsewhere("/shop"), route -> route.fulfill(new Route.FulfillOptions()
                    .setContentType("text/html").setHeaders(Map.of("Content-Security-Policy", policy,
                            "Content-Type", "text/html"))
                    .setBody(page)));
            visited.navigate(elsewhere("/shop"));
            visited.waitForFunction("() => document.querySelector('doorstep-chat').client !== undefined");
            visited.waitForFunction(
                    "() => !['stopped', 'connecting'].includes(document.querySelector('doorstep-chat').client.state)");
            assertThat(scripts).containsExactly(script);
            assertThat(complaints).isEmpty();
            assertThat(visited.evaluate("async (script) => Object.keys(await import(script))", script))
                    .isEqualTo(EXPORTS);
        }
    }

    private static String hash(String text) throws NoSuchAlgorithmException {
        return "sha384-" + Base64.getEncoder().encodeToString(
                MessageDigest.getInstance("SHA-384").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
