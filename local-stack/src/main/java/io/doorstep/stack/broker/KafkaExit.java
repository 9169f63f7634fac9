package io.doorstep.stack.broker;

import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Kafka's code ends a JVM with, {@link Exit}, which is one for the whole process. */
public final class KafkaExit {
    private static final Logger log = LoggerFactory.getLogger(KafkaExit.class);

    /** What happens when the broker gives up, on the thread that found out. It must not return. */
    @FunctionalInterface
    public interface Taker {
        void gaveUp(int status, @Nullable String message);
    }

    private static volatile Taker taker = KafkaExit::refuse;

    private KafkaExit() {}

    /** From now on the JVM goes on, whatever becomes of the broker, unless somebody takes its end. */
    static void guard() {
        Exit.setExitProcedure((status, message) -> taker.gaveUp(status, message));
        Exit.setHaltProcedure((status, message) -> taker.gaveUp(status, message));
    }

    public static void handTo(Taker newTaker) {
        taker = newTaker;
    }

    private static void refuse(int status, @Nullable String message) {
        log.error("The broker gave up with status {}: {}", status, message);
        throw new IllegalStateException("the broker gave up with status " + status + ": " + message);
    }
}
