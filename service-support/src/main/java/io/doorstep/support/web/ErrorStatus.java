package io.doorstep.support.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;

/**
 * What the container says of the request that it forwards to the error page; 404 where somebody asks for that page.
 *
 * @param title what the status is called
 * @param detail a sentence, where there is one; else the title
 */
public record ErrorStatus(int status, String title, String detail) {
    private static final int FIRST_ERROR = 400;

    public static ErrorStatus of(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                && code >= FIRST_ERROR ? code : HttpStatus.NOT_FOUND.value();
        HttpStatus known = HttpStatus.resolve(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        return request.getAttribute(RequestDispatcher.ERROR_MESSAGE) instanceof String message && !message.isBlank()
                ? new ErrorStatus(status, title, message)
                : new ErrorStatus(status, title, title);
    }
}
