package io.doorstep.analytics;

import io.doorstep.events.json.DoorstepJson;
import io.doorstep.support.security.CrossSite;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers calls that are not allowed with a problem that says why. */
final class ApiProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Doorstep\", charset=\"UTF-8\"");
        answer(response, HttpStatus.UNAUTHORIZED, "This call needs the name and password of an operator.");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        answer(response, HttpStatus.FORBIDDEN, CrossSite.wouldChangeSomething(request)
                ? "Another site's page may not change anything."
                : "This call is for operators.");
    }

    private static void answer(HttpServletResponse response, HttpStatus status, String why) throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", why);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(DoorstepJson.mapper().writeValueAsBytes(problem));
    }
}
