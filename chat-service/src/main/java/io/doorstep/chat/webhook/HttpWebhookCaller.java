package io.doorstep.chat.webhook;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls over HTTP. Follows no redirect, reads no body, and waits no longer than {@link #PATIENCE} for the whole answer. */
final class HttpWebhookCaller implements WebhookCaller {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private final WebhookTarget target;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1).build();

    HttpWebhookCaller(WebhookTarget target) {
        this(target, PATIENCE);
    }

    HttpWebhookCaller(WebhookTarget target, Duration patience) {
        this.target = target;
        this.patience = patience;
    }

    @Override
    public WebhookAnswer call(WebhookMessage message, long timestamp) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(target.url()).timeout(patience)
                .header("Content-Type", "application/json").header("User-Agent", "Doorstep")
                .header("webhook-id", message.id()).header("webhook-timestamp", String.valueOf(timestamp))
                .header("webhook-signature", WebhookSignature.of(target.key(), message, timestamp))
                .POST(HttpRequest.BodyPublishers.ofString(message.body())).build();
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request,
                HttpResponse.BodyHandlers.discarding());
        try {
            HttpResponse<Void> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return WebhookAnswer.of(response.statusCode(), response.headers().firstValue("Retry-After").orElse(null));
        } catch (TimeoutException _) {
            return new WebhookAnswer.TryAgain("has not answered within " + patience.toSeconds() + " s", null);
        } catch (ExecutionException e) {
            return new WebhookAnswer.TryAgain("cannot be reached (" + nameOf(e.getCause()) + ")", null);
        } finally {
            answer.cancel(true);
        }
    }

    private static String nameOf(@Nullable Throwable cause) {
        return cause == null ? "unknown" : cause.getClass().getSimpleName();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
