package io.doorstep.support.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/** Keeps the log lines of others' loggers to one in a period of one cause. Applies to the whole JVM. */
abstract class LogLimit extends TurboFilter {
    private final OncePerCause lines;
    private final String[] limited;
    private final ThreadLocal<Boolean> ours = ThreadLocal.withInitial(() -> false);

    /** @param limited beginnings of the names of the loggers that it is about */
    LogLimit(OncePerCause lines, String... limited) {
        this.lines = lines;
        this.limited = limited;
    }

    /** Puts it into place, where none of its class is there yet and the JVM logs with Logback. */
    final void install() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            synchronized (LogLimit.class) {
                if (context.getTurboFilterList().stream().noneMatch(getClass()::isInstance)) {
                    addTo(context);
                }
            }
        }
    }

    final void addTo(LoggerContext context) {
        setName(getClass().getSimpleName());
        setContext(context);
        start();
        context.addTurboFilter(this);
    }

    /** Whether a line is one of those that it limits. */
    abstract boolean limits(Logger logger, Level level, @Nullable Throwable thrown);

    abstract String causeOf(Logger logger, Level level, String format);

    /** @param times how often there was such a line since the last that was written, this one included */
    abstract String lineOf(Logger logger, String message, @Nullable Throwable thrown, long times);

    /** Whether a line is written with the stack trace of its exception. */
    abstract boolean isTraced(Logger logger);

    @Override
    public final FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
            Object @Nullable [] params, @Nullable Throwable thrown) {
        if (format == null || level.levelInt < logger.getEffectiveLevel().levelInt || ours.get()
                || !isLimited(logger.getName()) || !limits(logger, level, thrown)) {
            return FilterReply.NEUTRAL;
        }
        lines.run(causeOf(logger, level, format),
                times -> write(marker, logger, level, format, params, thrown, times));
        return FilterReply.DENY;
    }

    private boolean isLimited(String logger) {
        for (String prefix : limited) {
            if (logger.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private void write(@Nullable Marker marker, Logger logger, Level level, String format,
            Object @Nullable [] params, @Nullable Throwable thrown, long times) {
        ours.set(true);
        try {
            var line = MessageFormatter.arrayFormat(format, params);
            Throwable why = thrown == null ? line.getThrowable() : thrown;
            logger.log(marker, LogLimit.class.getName(), Level.toLocationAwareLoggerInteger(level),
                    lineOf(logger, line.getMessage(), why, times), null, isTraced(logger) ? why : null);
        } finally {
            ours.set(false);
        }
    }
}
