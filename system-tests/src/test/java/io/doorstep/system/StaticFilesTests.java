package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.testing.service.RunningChat;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser keeps of the service: its files, which it asks about each time, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaticFilesTests {
    private static final String NEVER_KEPT = "no-cache, no-store, max-age=0, must-revalidate";

    private final RunningChat chat = RunningChat.with();

    @AfterAll
    void close() {
        chat.close();
    }

    private HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(chat.uri(path));
        return chat.send(headers.length == 0 ? request : request.headers(headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/doorstep-client.js", "/desk.js", "/desk.css", "/product.css", "/sign-in.css",
            "/favicon.svg", "/shop/11.svg"})
    void fileIsSentAgain_onlyWhereTheBrowserHasAnother(String path) {
        HttpResponse<String> first = get(path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().allValues("Cache-Control")).containsExactly("no-cache");
        assertThat(first.headers().map()).doesNotContainKeys("Pragma", "Expires", "Last-Modified");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        for (String known : new String[]{tag, "W/" + tag, "\"another\", " + tag}) {
            HttpResponse<String> same = get(path, "If-None-Match", known);
            assertThat(same.statusCode()).isEqualTo(304);
            assertThat(same.headers().allValues("Cache-Control")).containsExactly("no-cache");
            assertThat(same.body()).isEmpty();
        }
        HttpResponse<String> other = get(path, "If-None-Match", "\"another\"", "If-Modified-Since",
                "Fri, 01 Jan 2100 00:00:00 GMT");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/products", "/products/11", "/products/999", "/sign-in", "/desk", "/api/health",
            "/api/debug/websocket-status", "/nothing.js", "/shop/999.svg", "/actuator/health"})
    void pagesAndAnswers_areNeverKept(String path) {
        HttpResponse<String> answer = get(path, "Accept", "text/html,*/*");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly(NEVER_KEPT);
        assertThat(answer.headers().map()).doesNotContainKey("ETag");
    }
}
