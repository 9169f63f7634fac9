package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import io.doorstep.events.json.DoorstepJson;
import java.io.ByteArrayInputStream;
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
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A website of another origin embeds the client, by the addresses that the docs give. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedScriptTests {
    private static final String SCRIPT = "/doorstep-client.js";
    private static final List<String> EXPORTS = List.of("DoorstepChat", "DoorstepClient", "PAGE_CLOCK", "REASONS",
            "SilenceWatch", "hasText", "isComposing", "isMessageId", "isSendable");

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

    private JsonNode versions() throws Exception {
        return DoorstepJson.mapper().readTree(ask("GET", "/doorstep.json").body());
    }

    @Test
    void scriptOfAVersionIsKeptForGood_compressed_andKnownByItsHash() throws Exception {
        for (String script : List.of("client", "window")) {
            String path = versions().path(script).asString();
            HttpResponse<String> plain = ask("GET", path);
            assertThat(plain.statusCode()).isEqualTo(200);
            assertThat(plain.headers().allValues("cache-control"))
                    .containsExactly("max-age=31536000, public, immutable");
            assertThat(plain.headers().allValues("access-control-allow-origin")).containsExactly("*");
            assertThat(plain.headers().allValues("vary")).contains("Accept-Encoding");
            assertThat(hash(plain.body())).isEqualTo(
                    versions().path(script.equals("client") ? "integrity" : "window_integrity").asString());
            HttpResponse<byte[]> compressed = http.send(HttpRequest.newBuilder(URI.create(shop.url(path)))
                    .header("Accept-Encoding", "br, gzip").build(), BodyHandlers.ofByteArray());
            assertThat(compressed.headers().allValues("content-encoding")).containsExactly("gzip");
            try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
                assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
            }
        }
        HttpResponse<String> other = ask("GET", "/doorstep-client.0123456789abcdef.js");
        assertThat(other.statusCode()).isEqualTo(302);
        assertThat(other.headers().allValues("location")).containsExactly(versions().path("client").asString());
        assertThat(other.headers().allValues("cache-control")).containsExactly("no-store");
    }

    /** The scripts that a website's page loads, whose policy lets in those of the chat's host alone, until the chat is open. */
    private List<String> scriptsOf(String page) throws Exception {
        String host = shop.url("");
        HttpServer website = website("<!doctype html><title>Shop</title>" + page,
                "default-src 'none'; script-src " + host + "; connect-src " + host + " " + host.replace("http", "ws")
                        + "; require-trusted-types-for 'script'; trusted-types 'none'");
        try (BrowserContext context = browser.newContext()) {
            Page visited = context.newPage();
            List<String> scripts = new ArrayList<>();
            List<String> complaints = new ArrayList<>();
            visited.onRequest(request -> {
                if (request.resourceType().equals("script")) {
                    scripts.add(request.url().replace(host, ""));
                }
            });
            visited.onPageError(complaints::add);
            visited.navigate("http://localhost:" + website.getAddress().getPort() + "/");
            visited.locator("doorstep-chat .panel").waitFor();
            visited.waitForFunction(
                    "() => !['stopped', 'connecting'].includes(document.querySelector('doorstep-chat').client.state)");
            assertThat(complaints).isEmpty();
            assertThat(visited.evaluate("async (script) => Object.keys(await import(script))", shop.url(SCRIPT)))
                    .isEqualTo(EXPORTS);
            return scripts.stream().filter(script -> !script.equals(SCRIPT)).toList();
        } finally {
            website.stop(0);
        }
    }

    @Test
    void pageLoadsTheClient_andTheWindowOnceItIsOpen_whereThePolicyIsStrict() throws Exception {
        JsonNode versions = versions();
        assertThat(scriptsOf("""
                <script type="module" crossorigin src="%s" integrity="%s"></script>
                <doorstep-chat product-id="11" open></doorstep-chat>""".formatted(
                shop.url(versions.path("client").asString()), versions.path("integrity").asString())))
                .containsExactly(versions.path("client").asString(), versions.path("window").asString());
    }

    @Test
    void pageWithoutModulesLoadsAsLittle_andHasTheChatThatItsSnippetNames() throws Exception {
        JsonNode versions = versions();
        assertThat(scriptsOf("<script async src=\"" + shop.url("/doorstep.js")
                + "\" data-product-id=\"11\" data-product-name=\"Alva\" data-open></script>"))
                .containsExactly("/doorstep.js", versions.path("client").asString(),
                        versions.path("window").asString());
    }

    private static String hash(String text) throws NoSuchAlgorithmException {
        return "sha384-" + Base64.getEncoder().encodeToString(
                MessageDigest.getInstance("SHA-384").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
