package io.doorstep.analytics.topology.deadletter;

import io.doorstep.analytics.topology.LearnerListener;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Counts the records that cannot be read, passes them to the dead letters and goes on. Public because Kafka makes it from
 * its name.
 */
public final class UnreadableRecords extends LogAndContinueExceptionHandler {
    /** The setting that holds the {@link LearnerListener}. */
    public static final String LISTENER = "doorstep.learner.listener";

    private LearnerListener listener = LearnerListener.NOOP;

    @Override
    public void configure(Map<String, ?> configs) {
        super.configure(configs);
        listener = listener(configs.get(LISTENER));
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record,
            Exception exception) {
        listener.onUnreadable();
        return Response.resume(DeadLetters.bounded(super.handleError(context, record, exception)
                .deadLetterQueueRecords()));
    }

    static LearnerListener listener(@Nullable Object configured) {
        return configured instanceof LearnerListener given ? given : LearnerListener.NOOP;
    }
}
