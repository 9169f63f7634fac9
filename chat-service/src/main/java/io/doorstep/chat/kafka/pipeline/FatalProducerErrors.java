package io.doorstep.chat.kafka.pipeline;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** What a producer never recovers from: it fails every record from there on, and another has to take its place. */
final class FatalProducerErrors {
    private FatalProducerErrors() {}

    static boolean isOne(Exception error) {
        for (@Nullable
        Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (endsAProducer(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Whether another attempt with the same record would come to the same, whatever the producer. */
    static boolean isOfTheRecord(Exception error) {
        return error instanceof RecordTooLargeException || error instanceof SerializationException
                || error instanceof InvalidTopicException
                || !(error instanceof KafkaException || error instanceof IllegalStateException);
    }

    private static boolean endsAProducer(Throwable error) {
        return error instanceof ProducerFencedException || error instanceof InvalidProducerEpochException
                || error instanceof OutOfOrderSequenceException || error instanceof UnknownProducerIdException
                || error instanceof ClusterAuthorizationException || error instanceof AuthenticationException
                || error instanceof TransactionalIdAuthorizationException
                || error instanceof UnsupportedVersionException || error instanceof IllegalStateException;
    }
}
