package io.doorstep.stack.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The last error that the broker's code has logged: where it gives up without a word, that is why. */
public final class KafkaErrors extends AppenderBase<ILoggingEvent> {
    private static final Pattern BROKER = Pattern
            .compile(
                    "(kafka|org\\.apache\\.kafka\\.(controller|coordinator|deferred|image|metadata|queue|raft|server|snapshot|"
                            + "storage|timeline))\\..*|.*ControllerServer.*");

    private volatile @Nullable String last;

    /** Begins to listen, once logging has been set up. */
    public static KafkaErrors begin() {
        KafkaErrors errors = new KafkaErrors();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            errors.setContext(context);
            errors.start();
            context.getLogger("kafka").addAppender(errors);
            context.getLogger("org.apache.kafka").addAppender(errors);
        }
        return errors;
    }

    /** What Kafka, its clients too, say of a broker that has given up is no news. */
    public static void silence() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("kafka").setLevel(Level.OFF);
            context.getLogger("org.apache.kafka").setLevel(Level.OFF);
            context.getLogger("org.apache.kafka.controller.QuorumController").setLevel(Level.OFF);
            context.getLogger("org.apache.kafka.clients.NetworkClient").setLevel(Level.OFF);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.ERROR) && isOfTheBroker(event.getLoggerName())) {
            IThrowableProxy cause = event.getThrowableProxy();
            String message = event.getFormattedMessage().strip();
            last = (cause == null ? message : message + " (" + cause.getClassName() + ": " + cause.getMessage() + ")")
                    .replaceAll("\\s*\\R\\s*", " ");
        }
    }

    static boolean isOfTheBroker(String logger) {
        return BROKER.matcher(logger).matches();
    }

    /** On one line; null where there was none. */
    public @Nullable String last() {
        return last;
    }
}
