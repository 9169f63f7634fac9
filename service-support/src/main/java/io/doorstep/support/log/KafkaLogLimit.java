package io.doorstep.support.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * Keeps Kafka's own log lines to one a minute of one cause, with the number of those that were left out. A cause is a
 * logger and a line without its client, its numbers and its ids. An exception is told on the same line; its stack trace
 * is written where the logger is at debug.
 */
final class KafkaLogLimit extends LogLimit {
    /** Lines that differ later than here are of one cause: what follows lists partitions. */
    private static final int MOST_OF_LINE = 120;
    private static final Pattern CLIENT = Pattern.compile("^(\\[[^\\]]*\\] ?)+");
    private static final Pattern VARIABLE = Pattern.compile("[\\w./:@-]*\\d[\\w./:@-]*");

    KafkaLogLimit() {
        super(OncePerCause.minute(), "org.apache.kafka.", "kafka.", "state.change.logger",
                "org.springframework.kafka.");
    }

    @Override
    boolean limits(Logger logger, Level level, @Nullable Throwable thrown) {
        return level.levelInt >= Level.INFO_INT;
    }

    @Override
    String causeOf(Logger logger, Level level, String format) {
        return logger.getName() + level.levelInt + cause(format);
    }

    static String cause(String line) {
        String start = CLIENT.matcher(line).replaceFirst("");
        return VARIABLE.matcher(start.substring(0, Math.min(MOST_OF_LINE, start.length()))).replaceAll("#");
    }

    @Override
    String lineOf(Logger logger, String message, @Nullable Throwable thrown, long times) {
        String more = times > 1 ? " (" + (times - 1) + " lines like this were left out)" : "";
        return (thrown == null || isTraced(logger) ? message : message + ": " + onOneLine(thrown)) + more;
    }

    @Override
    boolean isTraced(Logger logger) {
        return logger.isDebugEnabled();
    }

    /** The exception, and the first of its causes. */
    private static String onOneLine(Throwable why) {
        Throwable first = NestedExceptionUtils.getMostSpecificCause(why);
        String line = first.equals(why) ? why.toString() : why + ", caused by " + first;
        return line.replaceAll("\\s*\\R\\s*", " ");
    }
}
