package io.doorstep.testing.service;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody with a browser's cookies, which go to every port of 127.0.0.1, who fills in forms and follows no redirect. */
public final class Person implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

    public HttpResponse<String> get(URI page, String... headers) {
        var request = HttpRequest.newBuilder(page);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Fills in the sign-in page and sends it. */
    public HttpResponse<String> signIn(RunningChat chat, String name, String password, String... headers) {
        return submit(chat.uri("/sign-in"), "_csrf=" + encoded(token(get(chat.uri("/sign-in")))) + "&name="
                + encoded(name) + "&password=" + encoded(password), headers);
    }

    public HttpResponse<String> submit(URI action, String form, String... headers) {
        var request = HttpRequest.newBuilder(action).POST(HttpRequest.BodyPublishers.ofString(form))
                .header("Content-Type", "application/x-www-form-urlencoded");
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public static String token(HttpResponse<String> page) {
        Matcher token = TOKEN.matcher(page.body());
        if (!token.find()) {
            throw new IllegalStateException("no form in " + page.body());
        }
        return token.group(1);
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public Optional<HttpCookie> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals(name)).findAny();
    }

    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
