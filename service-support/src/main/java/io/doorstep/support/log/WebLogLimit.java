package io.doorstep.support.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the web server and Spring log about single requests to one line a second of each logger, without stack
 * traces: whoever sends requests decides what such lines say and how many there are. A logger at debug has its traces.
 */
final class WebLogLimit extends LogLimit {

    WebLogLimit() {
        super(new OncePerCause(Duration.ofSeconds(1)), "org.apache.coyote.", "org.apache.catalina.",
                "org.apache.tomcat.", "org.springframework.web.", "org.springframework.boot.web",
                "org.springframework.boot.tomcat.", "org.springframework.security.", "org.springframework.http.");
    }

    @Override
    boolean limits(Logger logger, Level level, @Nullable Throwable thrown) {
        boolean isAboutARequest = level.levelInt >= Level.WARN_INT
                || (thrown != null && level.levelInt >= Level.INFO_INT);
        return isAboutARequest && logger.getEffectiveLevel().levelInt > Level.DEBUG_INT;
    }

    @Override
    String causeOf(Logger logger, Level level, String format) {
        return logger.getName();
    }

    @Override
    String lineOf(Logger logger, String message, @Nullable Throwable thrown, long times) {
        return OneLine.of(thrown == null ? message : message + ": " + thrown) + (times > 1 ? " (" + times + ")" : "");
    }

    @Override
    boolean isTraced(Logger logger) {
        return false;
    }
}
