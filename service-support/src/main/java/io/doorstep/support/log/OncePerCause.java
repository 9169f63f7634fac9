package io.doorstep.support.log;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * Lets something happen at most once in a period for each of several causes. Past a number of causes the others share one
 * line, so that neither memory nor the log follows what the causes are made of.
 */
public final class OncePerCause {
    private static final int MOST_CAUSES = 256;
    private static final String OTHER = "";

    private final ConcurrentHashMap<String, OncePer> lines = new ConcurrentHashMap<>();
    private final Duration period;

    public OncePerCause(Duration period) {
        this.period = period;
    }

    /** Once a minute, as for all that concerns Kafka. */
    public static OncePerCause minute() {
        return new OncePerCause(Duration.ofMinutes(1));
    }

    /** @param action is given how often this cause asked for it since it last happened, this time included */
    public void run(String cause, LongConsumer action) {
        OncePer line = lines.get(cause);
        if (line == null) {
            String key = lines.size() < MOST_CAUSES ? cause : OTHER;
            line = lines.computeIfAbsent(key, _ -> new OncePer(period));
        }
        line.run(action);
    }
}
