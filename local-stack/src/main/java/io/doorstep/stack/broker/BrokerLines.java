package io.doorstep.stack.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Leaves out what the broker and the spool log of a disk that takes no records: the stack is about to end for it, and says
 * why.
 */
public final class BrokerLines extends TurboFilter {
    /** Its files lie beside the broker's. */
    private static final String SPOOL = "io.doorstep.chat.kafka.spool.";

    private final Path folder;

    private BrokerLines(Path folder) {
        this.folder = folder;
    }

    /** After the limit on Kafka's lines has been put into place, so that the folder is looked at as rarely as they come. */
    public static void leaveOut(Path folder) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            BrokerLines lines = new BrokerLines(folder);
            lines.setContext(context);
            lines.start();
            context.addTurboFilter(lines);
        }
    }

    @Override
    public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
            Object @Nullable [] params, @Nullable Throwable thrown) {
        boolean isOfTheDisk = format != null && level.levelInt >= Level.WARN_INT
                && level.levelInt >= logger.getEffectiveLevel().levelInt && writesToTheDisk(logger.getName());
        return isOfTheDisk && FolderFault.of(folder) != null ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    static boolean writesToTheDisk(String logger) {
        return KafkaErrors.isOfTheBroker(logger) || logger.startsWith(SPOOL);
    }
}
