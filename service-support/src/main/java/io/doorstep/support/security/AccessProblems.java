package io.doorstep.support.security;

import io.doorstep.support.passwords.AuthenticationRefused;
import io.doorstep.support.web.ProblemAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers calls that are not allowed: programs with a problem that says why, browsers with the service's error page. */
final class AccessProblems implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final String CHALLENGE = "Basic realm=\"Doorstep\", charset=\"UTF-8\"";

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationRefused refused) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(refused.retryAfterSeconds()));
            answer(request, response, refused.status(), String.valueOf(refused.getMessage()));
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
            answer(request, response, HttpServletResponse.SC_UNAUTHORIZED,
                    "This call needs the name and password of an operator.");
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        answer(request, response, HttpServletResponse.SC_FORBIDDEN, "This call is for operators.");
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, int status, String why)
            throws IOException {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept != null && accept.contains(MediaType.TEXT_HTML_VALUE)) {
            response.sendError(status, why);
        } else {
            ProblemAnswer.write(response, status, why);
        }
    }
}
