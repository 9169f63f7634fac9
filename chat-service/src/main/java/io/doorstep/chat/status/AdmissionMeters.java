package io.doorstep.chat.status;

import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.admission.MessageOutcome;
import io.doorstep.chat.admission.ShadowRejection;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Tier;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts decisions. No meter is tagged with a client. */
@Component
class AdmissionMeters implements AdmissionListener {
    private static final String DECISIONS = "doorstep.admission.decisions";
    private static final Duration[] BUCKETS = {Duration.ofNanos(1_000), Duration.ofNanos(10_000),
            Duration.ofNanos(100_000), Duration.ofMillis(1), Duration.ofMillis(10)};

    /** Those that have a candidate: not what an instance can carry. */
    private static final Set<LimitName> LIMITS = EnumSet.complementOf(EnumSet.of(LimitName.CONNECTIONS_TOTAL));

    private final Counter admitted;
    private final Counter failedOpen;
    private final Counter shed;
    private final Counter sessions;
    private final Timer decision;
    private final Map<ErrorCode, Counter> rejected = new EnumMap<>(ErrorCode.class);
    private final Map<LimitName, Counter> wouldReject = new EnumMap<>(LimitName.class);
    private final Map<MessageOutcome, Counter> messages = new EnumMap<>(MessageOutcome.class);
    private final Map<Tier, Counter> tiers = new EnumMap<>(Tier.class);

    AdmissionMeters(MeterRegistry registry) {
        admitted = registry.counter(DECISIONS, "outcome", "admitted", "code", "none");
        failedOpen = registry.counter(DECISIONS, "outcome", "failed_open", "code", "none");
        shed = registry.counter(DECISIONS, "outcome", "shed", "code", "none");
        sessions = registry.counter("doorstep.sessions.opened");
        decision = Timer.builder("doorstep.admission.decision").serviceLevelObjectives(BUCKETS).register(registry);
        Arrays.stream(ErrorCode.values()).filter(code -> code != ErrorCode.OTHER).forEach(code -> rejected.put(code,
                registry.counter(DECISIONS, "outcome", "rejected", "code", code.name())));
        LIMITS.forEach(limit -> wouldReject.put(limit,
                Counter.builder("doorstep.admission.would.reject")
                        .description("admitted, and what the candidate of a limit would have refused")
                        .tag("limit", limit.name().toLowerCase(Locale.ROOT)).register(registry)));
        Arrays.stream(Tier.values()).forEach(tier -> tiers.put(tier,
                Counter.builder("doorstep.admission.tiers").description("sockets that were let in, by tier")
                        .tag("tier", tier.name().toLowerCase(Locale.ROOT)).register(registry)));
        Arrays.stream(MessageOutcome.values()).forEach(outcome -> messages.put(outcome,
                registry.counter("doorstep.messages", "outcome", outcome.name().toLowerCase(Locale.ROOT))));
    }

    @Override
    public void onTimed(long nanos) {
        decision.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onAdmitted(Client client, String productId, String connectionId,
            AdmissionDecision.Permitted decision) {
        Objects.requireNonNull(tiers.get(client.tier())).increment();
        if (decision instanceof AdmissionDecision.Admitted) {
            admitted.increment();
        }
    }

    @Override
    public void onFailedOpen(Client client, String part, RuntimeException error) {
        failedOpen.increment();
    }

    @Override
    public void onRejected(Client client, @Nullable String productId, Rejection rejection, long limitsRevision) {
        counter(rejection.code()).increment();
    }

    @Override
    public void onWouldReject(Client client, String productId, ShadowRejection refusal) {
        Objects.requireNonNull(wouldReject.get(refusal.limitName())).increment();
    }

    @Override
    public void onShed(String prefix, long retryAfterMs) {
        shed.increment();
    }

    @Override
    public void onMessage(Client client, String productId, String sessionId, MessageOutcome outcome) {
        Objects.requireNonNull(messages.get(outcome)).increment();
    }

    @Override
    public void onSessionOpened(Client client, String productId, int inLimitWindow) {
        sessions.increment();
    }

    private Counter counter(ErrorCode code) {
        Counter counter = rejected.get(code);
        if (counter == null) {
            throw new IllegalStateException("every code has a counter");
        }
        return counter;
    }

    StatusReport.Stats stats(long tracked, long trackedMax) {
        return new StatusReport.Stats.Builder().trackedClients(tracked).trackedClientsMax(trackedMax)
                .admitted(count(admitted)).failedOpen(count(failedOpen))
                .connectionsRateLimited(count(counter(ErrorCode.RATE_LIMIT_EXCEEDED)))
                .connectionsRejected(count(counter(ErrorCode.CONNECTION_LIMIT_EXCEEDED)))
                .messagesRateLimited(count(counter(ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED)))
                .sessionsRateLimited(count(counter(ErrorCode.SESSION_LIMIT_EXCEEDED))).shed(count(shed)).build();
    }

    private static long count(Counter counter) {
        return (long) counter.count();
    }
}
