package io.doorstep.analytics.topology.deadletter;

import io.doorstep.analytics.topology.LearnerListener;
import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Counts the records that can be read and make no sense, passes them to the dead letters and goes on. Public because
 * Kafka makes it from its name.
 */
public final class SenselessRecords extends LogAndContinueProcessingExceptionHandler {
    private LearnerListener listener = LearnerListener.NOOP;

    @Override
    public void configure(Map<String, ?> configs) {
        super.configure(configs);
        listener = UnreadableRecords.listener(configs.get(UnreadableRecords.LISTENER));
    }

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        listener.onUnreadable();
        return Response.resume(DeadLetters.bounded(super.handleError(context, record, exception)
                .deadLetterQueueRecords()));
    }
}
