package io.doorstep.chat.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import tools.jackson.databind.json.JsonMapper;

/** Answers a token that proves nothing with a problem: 401 and why, or 503 where it could not be looked at. */
final class TokenProblems implements AuthenticationEntryPoint {
    static final String INVALID = "INVALID_TOKEN";
    static final String EXPIRED = "TOKEN_EXPIRED";
    static final String UNCHECKED = "TOKEN_NOT_CHECKED";

    private static final String RETRY_AFTER_SECONDS = "10";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Of the filter that reads tokens, which by itself lets failures that are nobody's fault end in a bare 500. */
    ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringEveryFailure() {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(TokenProblems.this::commence);
                return filter;
            }
        };
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            answer(response, HttpStatus.SERVICE_UNAVAILABLE,
                    new OAuth2Error(UNCHECKED, "The token cannot be checked now: the identity provider does not answer",
                            null));
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            answer(response, HttpStatus.UNAUTHORIZED, reason(failure));
        }
    }

    private static OAuth2Error reason(AuthenticationException failure) {
        return failure.getCause() instanceof JwtValidationException invalid
                ? invalid.getErrors().iterator().next()
                : new OAuth2Error(INVALID, "The token is none that this service can verify", null);
    }

    private static void answer(HttpServletResponse response, HttpStatus status, OAuth2Error why) throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", why.getDescription());
        problem.put("code", why.getErrorCode());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }
}
