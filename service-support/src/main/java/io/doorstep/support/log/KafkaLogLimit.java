package io.doorstep.support.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;
import org.springframework.core.NestedExceptionUtils;

/**
 * Keeps Kafka's own log lines to one a minute of one cause, with the number of those that were left out. A cause is a
 * logger and a line without its client, its numbers and its ids. An exception is told on the same line; its stack trace
 * is written where the logger is at debug. Applies to the whole JVM.
 */
public final class KafkaLogLimit extends TurboFilter {
    private static final String NAME = "kafka-log-limit";
    private static final String[] LIMITED = {"org.apache.kafka.", "kafka.", "state.change.logger",
            "org.springframework.kafka."};
    /** Lines that differ later than here are of one cause: what follows lists partitions. */
    private static final int MOST_OF_LINE = 120;
    private static final Pattern CLIENT = Pattern.compile("^(\\[[^\\]]*\\] ?)+");
    private static final Pattern VARIABLE = Pattern.compile("[\\w./:@-]*\\d[\\w./:@-]*");

    private final OncePerCause lines = OncePerCause.minute();
    private final ThreadLocal<Boolean> ours = ThreadLocal.withInitial(() -> false);

    /** Puts it into place, where it is not there yet and the JVM logs with Logback. */
    public static void install() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            synchronized (KafkaLogLimit.class) {
                if (context.getTurboFilterList().stream().noneMatch(KafkaLogLimit.class::isInstance)) {
                    KafkaLogLimit limit = new KafkaLogLimit();
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
        if (format == null || level.levelInt < Level.INFO_INT || !isLimited(logger.getName())
                || level.levelInt < logger.getEffectiveLevel().levelInt || ours.get()) {
            return FilterReply.NEUTRAL;
        }
        lines.run(logger.getName() + level.levelInt + cause(format),
                times -> write(marker, logger, level, format, params, thrown, times));
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

    static String cause(String line) {
        String start = CLIENT.matcher(line).replaceFirst("");
        return VARIABLE.matcher(start.substring(0, Math.min(MOST_OF_LINE, start.length()))).replaceAll("#");
    }

    private void write(@Nullable Marker marker, Logger logger, Level level, String format,
            Object @Nullable [] params, @Nullable Throwable thrown, long times) {
        ours.set(true);
        try {
            var line = MessageFormatter.arrayFormat(format, params);
            Throwable why = thrown == null ? line.getThrowable() : thrown;
            String more = times > 1 ? " (" + (times - 1) + " lines like this were left out)" : "";
            boolean traced = logger.isDebugEnabled();
            String told = why == null || traced ? line.getMessage() : line.getMessage() + ": " + onOneLine(why);
            logger.log(marker, KafkaLogLimit.class.getName(), Level.toLocationAwareLoggerInteger(level), told + more,
                    null, traced ? why : null);
        } finally {
            ours.set(false);
        }
    }

    /** The exception, and the first of its causes. */
    private static String onOneLine(Throwable why) {
        Throwable first = NestedExceptionUtils.getMostSpecificCause(why);
        String line = first.equals(why) ? why.toString() : why + ", caused by " + first;
        return line.replaceAll("\\s*\\R\\s*", " ");
    }
}
