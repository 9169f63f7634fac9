package io.doorstep.analytics.topology.lifecycle;

import io.doorstep.analytics.topology.stream.Pulse;
import io.doorstep.support.files.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
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
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** @param meters is told of the streams once they have started, and once they are closed */
    StreamsRun(Topology topology, Properties config, Pulse pulse, StreamsBuilderFactoryBean.Listener meters) {
        this.meters = meters;
        streams = new KafkaStreams(topology, config);
        forItsOwnerAlone(config.getProperty(StreamsConfig.STATE_DIR_CONFIG));
        streams.setGlobalStateRestoreListener(pulse);
        AtomicReference<@Nullable Throwable> failed = failure;
        streams.setUncaughtExceptionHandler(thrown -> endedBy(thrown, failed));
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
    private static StreamThreadExceptionResponse endedBy(Throwable thrown,
            AtomicReference<@Nullable Throwable> failed) {
        failed.set(thrown);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    void start() {
        streams.start();
        meters.streamsAdded(NAME, streams);
    }

    @Nullable
    Throwable failure() {
        return failure.get();
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
