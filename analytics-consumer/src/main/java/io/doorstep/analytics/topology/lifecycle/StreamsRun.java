package io.doorstep.analytics.topology.lifecycle;

import io.doorstep.analytics.topology.stream.Pulse;
import io.doorstep.support.files.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/** Streams from their start to their end, and what has failed of them meanwhile. */
final class StreamsRun {
    /** In the meters. */
    private static final String NAME = "learner";

    private final KafkaStreams streams;
    private final StreamsBuilderFactoryBean.Listener meters;
    private volatile @Nullable Throwable failure;

    /** @param meters is told of the streams once they have started, and once they are closed */
    StreamsRun(Topology topology, Properties config, Pulse pulse, StreamsBuilderFactoryBean.Listener meters) {
        this.meters = meters;
        streams = new KafkaStreams(topology, config);
        forItsOwnerAlone(config.getProperty(StreamsConfig.STATE_DIR_CONFIG));
        streams.setGlobalStateRestoreListener(pulse);
        streams.setUncaughtExceptionHandler(this::fail);
    }

    /** Kafka Streams lets the group read what it keeps. */
    private static void forItsOwnerAlone(@Nullable String stateDir) {
        try {
            if (stateDir != null) {
                OwnerOnly.folder(Path.of(stateDir));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A thread that failed is not replaced: whatever it failed of may be in what it would be given, so all begins anew from
     * what is committed.
     */
    private StreamThreadExceptionResponse fail(Throwable thrown) {
        failure = thrown;
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    void start() {
        streams.start();
        meters.streamsAdded(NAME, streams);
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    KafkaStreams.State state() {
        return streams.state();
    }

    boolean hasTasks() {
        return streams.metadataForLocalThreads().stream().anyMatch(thread -> !thread.activeTasks().isEmpty());
    }

    /** Leaves the group, so that others need not wait for it; false where that has not ended in time. */
    boolean close(Duration within) {
        try {
            return streams
                    .close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                            .withTimeout(within));
        } finally {
            meters.streamsRemoved(NAME, streams);
        }
    }
}
