package io.doorstep.analytics.topology.deadletter;

import io.doorstep.analytics.topology.LearnerListener;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * Counts what cannot be written, passes the record it came of to the dead letters and goes on. What Kafka refuses to take
 * ends the transaction, and with it what came before: that is tried again, from the last commit. Public because Kafka
 * makes it from its name.
 */
public final class UnwritableRecords extends DefaultProductionExceptionHandler {
    private LearnerListener listener = LearnerListener.NOOP;

    @Override
    public void configure(Map<String, ?> configs) {
        super.configure(configs);
        listener = UnreadableRecords.listener(configs.get(UnreadableRecords.LISTENER));
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Response handleSerializationError(ErrorHandlerContext context, ProducerRecord record, Exception exception,
            SerializationExceptionOrigin origin) {
        listener.onUnreadable();
        return Response.resume(DeadLetters.bounded(super.handleSerializationError(context, record, exception, origin)
                .deadLetterQueueRecords()));
    }
}
