package io.doorstep.support.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Answers what Tomcat refuses before any servlet sees it with a {@link Problem}, where Tomcat would send its own page. */
final class ProblemReportValve extends ErrorReportValve {
    private final IntConsumer unexplained;

    /** @param unexplained is told the status of each answer whose problem nobody has named */
    ProblemReportValve(IntConsumer unexplained) {
        this.unexplained = unexplained;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()
                || !mayBeWritten(response)) {
            return;
        }
        Problem problem = problem(request, response.getStatus());
        boolean people = Problem.isForPeople(request.getHeader(HttpHeaders.ACCEPT));
        response.setStatus(problem.status());
        response.setContentType(problem.contentType(people));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'");
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(problem.body(people));
                response.finishResponse();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Problem problem(Request request, int status) {
        if (request.getAttribute(Problem.ATTRIBUTE) instanceof Problem named) {
            return named;
        }
        unexplained.accept(status);
        return Problem.of(status);
    }

    private static boolean mayBeWritten(Response response) {
        var allowed = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
        return allowed.get();
    }
}
