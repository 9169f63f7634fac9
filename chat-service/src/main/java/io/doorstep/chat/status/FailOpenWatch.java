package io.doorstep.chat.status;

import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.client.Client;
import io.doorstep.support.log.OncePerSecond;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Remembers when a part of the admission last failed, and says so. */
@Component
class FailOpenWatch implements AdmissionListener {
    private static final Logger LOG = LoggerFactory.getLogger(FailOpenWatch.class);
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final OncePerSecond line = new OncePerSecond();
    private volatile @Nullable Failure last;

    /** @param part what failed */
    record Failure(String part, Instant at) {}

    FailOpenWatch(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void onFailedOpen(Client client, String part, RuntimeException error) {
        last = new Failure(part, clock.instant());
        line.run(count -> LOG.error("Failed open: {} does not work, clients are let in without it ({})", part, count,
                error));
    }

    /** The latest failure, if it is less than a minute old. */
    Optional<Failure> recent() {
        return Optional.ofNullable(last).filter(failure -> failure.at().plus(MEMORY).isAfter(clock.instant()));
    }
}
