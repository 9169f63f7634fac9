package io.doorstep.support.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.DefaultCorsProcessor;

/** Spring's own, that says what is wrong in problem+json. */
public final class ProblemCorsProcessor extends DefaultCorsProcessor {
    private static final byte[] PROBLEM = ("{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"A page of another origin may not"
            + " make this call.\"}").getBytes(StandardCharsets.UTF_8);

    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
        response.setStatusCode(HttpStatus.FORBIDDEN);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getBody().write(PROBLEM);
        response.flush();
    }
}
