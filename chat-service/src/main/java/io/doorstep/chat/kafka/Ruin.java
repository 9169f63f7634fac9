package io.doorstep.chat.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** What a producer never recovers from: it fails every record from there on, and another has to take its place. */
final class Ruin {
    private Ruin() {}

    static boolean isOne(Exception error) {
        for (@Nullable
        Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (endsAProducer(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsAProducer(Throwable error) {
        return error instanceof ProducerFencedException || error instanceof InvalidProducerEpochException
                || error instanceof OutOfOrderSequenceException || error instanceof UnknownProducerIdException
                || error instanceof ClusterAuthorizationException || error instanceof AuthenticationException
                || error instanceof TransactionalIdAuthorizationException
                || error instanceof UnsupportedVersionException || error instanceof IllegalStateException;
    }
}
