package io.doorstep.support.web;

import io.doorstep.support.log.OncePerSecond;
import io.doorstep.support.log.OneLine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what nothing else has answered, so that the container prints no stack trace: a request that can't be read is
 * {@code 400}, a fault of ours {@code 500}, with one log line a second at most. The trace of a fault is logged at debug.
 */
final class LastResortFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(LastResortFilter.class);

    private final transient OncePerSecond faults = new OncePerSecond();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!EscapedText.isWellFormed(request.getRequestURI())) {
            ProblemAnswer.write(response, HttpServletResponse.SC_BAD_REQUEST,
                    "The path has a % that two hexadecimal digits do not follow");
            return;
        }
        try {
            chain.doFilter(ReadableAccept.of(request), response);
        } catch (IOException e) {
            // The client is gone, or has sent a body that can't be read.
            answer(response, HttpServletResponse.SC_BAD_REQUEST, "The request can't be read");
        } catch (ServletException | RuntimeException | StackOverflowError e) {
            answer(request, response, e);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Throwable failure)
            throws IOException {
        if (UnreadableRequests.areToldBy(failure)) {
            answer(response, HttpServletResponse.SC_BAD_REQUEST, "The request can't be read");
            return;
        }
        Throwable root = rootOf(failure);
        faults.run(count -> LOG.error("A request failed: {}, {} at {} ({})", request.getMethod(),
                OneLine.of(String.valueOf(root)), placeOf(root),
                count));
        LOG.debug("A request failed", failure);
        answer(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "The request failed here");
    }

    private static void answer(HttpServletResponse response, int status, String detail) throws IOException {
        if (!response.isCommitted()) {
            response.resetBuffer();
            ProblemAnswer.write(response, status, detail);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String placeOf(Throwable root) {
        StackTraceElement[] trace = root.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }
}
