package io.doorstep.support.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps what the web server and Spring log about single requests to one line a second of each logger, without stack
 * traces: whoever sends requests decides what such lines say and how many there are. A logger at debug has its traces.
 */
public final class WebLogLimit extends TurboFilter {
    private static final String NAME = "web-log-limit";
    private static final String[] LIMITED = {"org.apache.coyote.", "org.apache.catalina.", "org.apache.tomcat.",
            "org.springframework.web.", "org.springframework.boot.web", "org.springframework.boot.tomcat.",
            "org.springframework.security.", "org.springframework.http."};
    private static final int LONGEST = 500;

    private final OncePerCause lines = new OncePerCause(Duration.ofSeconds(1));
    private final ThreadLocal<Boolean> ours = ThreadLocal.withInitial(() -> false);

    /** Puts it into place, where it is not there yet and the JVM logs with Logback. */
    public static void install() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            synchronized (WebLogLimit.class) {
                if (context.getTurboFilterList().stream().noneMatch(WebLogLimit.class::isInstance)) {
                    WebLogLimit limit = new WebLogLimit();
                    limit.setName(NAME);
                    limit.setContext(context);
                    limit.start();
                    context.addTurboFilter(limit);
                }
            }
        }
    }

    @Override
    public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
            Object @Nullable [] params, @Nullable Throwable thrown) {
        int effective = logger.getEffectiveLevel().levelInt;
        boolean isAboutARequest = level.levelInt >= Level.WARN_INT
                || (thrown != null && level.levelInt >= Level.INFO_INT);
        if (format == null || !isAboutARequest || level.levelInt < effective || effective <= Level.DEBUG_INT
                || ours.get() || !isLimited(logger.getName())) {
            return FilterReply.NEUTRAL;
        }
        lines.run(logger.getName(), times -> write(marker, logger, level, format, params, thrown, times));
        return FilterReply.DENY;
    }

    private static boolean isLimited(String logger) {
        for (String prefix : LIMITED) {
            if (logger.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private void write(@Nullable Marker marker, Logger logger, Level level, String format,
            Object @Nullable [] params, @Nullable Throwable thrown, long times) {
        var line = MessageFormatter.arrayFormat(format, params);
        Throwable cause = thrown == null ? line.getThrowable() : thrown;
        ours.set(true);
        try {
            logger.log(marker, WebLogLimit.class.getName(), Level.toLocationAwareLoggerInteger(level),
                    oneLine(line.getMessage() + (cause == null ? "" : ": " + cause)) + (times > 1
                            ? " (" + times + ")"
                            : ""),
                    null, null);
        } finally {
            ours.set(false);
        }
    }

    /** What a request says can't make a line of its own. */
    public static String oneLine(String text) {
        String first = text.length() > LONGEST ? text.substring(0, LONGEST) + "\u2026" : text;
        return first.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]+", " ");
    }
}
