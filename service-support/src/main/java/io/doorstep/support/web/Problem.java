package io.doorstep.support.web;

import io.doorstep.events.json.DoorstepJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

/**
 * An answer that says what is wrong with a request: a problem of RFC 9457 for programs, a small page for people.
 *
 * @param status of HTTP
 * @param detail what is wrong, and what may have done it
 */
public record Problem(int status, String detail) {
    /** The request attribute under which a problem waits to be answered. */
    public static final String ATTRIBUTE = Problem.class.getName();

    /**
     * What is said of a request that was refused without a word.
     *
     * @param status that the web server has chosen. What a request is to blame for is never 5xx
     */
    static Problem of(int status) {
        return switch (status) {
            case 400 ->
                new Problem(400, "This is no request that HTTP/1.1 has: its path, its Host or a header is wrong");
            case 404 -> new Problem(404, "Nothing is at this address");
            case 405 -> new Problem(405, "This address does not take that method");
            case 408 -> new Problem(408, "The request did not come to its end in time");
            case 413 -> new Problem(413, "The body is too large");
            case 414 -> new Problem(414, "The address is too long");
            case 417 -> new Problem(417, "The only expectation that is met is 100-continue");
            case 431 -> new Problem(431, "The headers are too large");
            case 501 -> new Problem(400, "This method or this transfer encoding is not known here");
            case 503 -> new Problem(503, "The service is stopping or starting; try again");
            case 505 -> new Problem(400, "Only HTTP/1.1 and HTTP/1.0 are spoken here");
            default -> new Problem(status, "The request could not be answered");
        };
    }

    /** Whether somebody reads the answer: what a browser asks for as a page. */
    public static boolean isForPeople(@Nullable String accept) {
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    }

    public String contentType(boolean people) {
        return people ? "text/html;charset=utf-8" : MediaType.APPLICATION_PROBLEM_JSON_VALUE;
    }

    public String body(boolean people) {
        return people ? page() : json();
    }

    private String json() {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title());
        problem.put("status", status);
        problem.put("detail", detail);
        return DoorstepJson.mapper().writeValueAsString(problem);
    }

    private String page() {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%1$s</title></head>
                <body><h1>%1$s</h1><p>%2$s</p></body>
                </html>
                """.formatted(HtmlUtils.htmlEscape(status + " " + title()), HtmlUtils.htmlEscape(detail));
    }

    private String title() {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
