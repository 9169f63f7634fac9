package io.doorstep.chat.status;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Remembers for an hour why clients were last refused, for operators who are asked. */
@Component
public class RecentRejections implements AdmissionListener {
    private static final long MOST_CLIENTS = 10_000;
    private static final Duration MEMORY = Duration.ofHours(1);

    private final InstantSource clock;
    private final Cache<ClientKey, Refusal> refusals = Caffeine.newBuilder().maximumSize(MOST_CLIENTS)
            .expireAfterWrite(MEMORY).build();

    RecentRejections(InstantSource clock) {
        this.clock = clock;
    }

    /** @param retryAfterMs what the client was told */
    public record Refusal(ErrorCode code, String message, @Nullable String productId, long retryAfterMs, Instant at) {}

    @Override
    public void onRejected(Client client, @Nullable String productId, Rejection rejection, long limitsRevision) {
        refusals.put(client.key(), new Refusal(rejection.code(), rejection.message(), productId,
                rejection.retryAfterMs(), clock.instant()));
    }

    public Optional<Refusal> of(ClientKey client) {
        return Optional.ofNullable(refusals.getIfPresent(client));
    }
}
