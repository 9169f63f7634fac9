package io.doorstep.chat.kafka.publish;

import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.admission.MessageOutcome;
import io.doorstep.chat.admission.ShadowRejection;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.kafka.delivery.EventOutbox;
import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.chat.limits.OverrideChange;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.repetition.Repetition;
import io.doorstep.chat.repetition.TextListener;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.FailedOpen;
import io.doorstep.events.LimitsOverridden;
import io.doorstep.events.LimitsReset;
import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes every decision. On the socket's thread it does one offer, or adds to a tally: refusals, and what candidates
 * would have refused, are published when their second is over, activity when its minute is, everything else at once.
 */
public final class AdmissionPublisher implements AdmissionListener, TextListener, SmartLifecycle {
    private final EventOutbox outbox;
    private final InstantSource clock;
    private final ViolationAggregator violations;
    private final ShadowRejectionAggregator shadow;
    private final ShedAggregator sheds;
    private final RepetitionAggregator repetitions;
    private final ActivityAggregator activity;
    private final ThreadSupervisor threads;
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    /**
     * @param capacity clients whose refusals, repeated texts, and what candidates would have refused them, and networks
     *     whose sheds are counted at the same time
     * @param activityCapacity clients whose activity is
     */
    public AdmissionPublisher(EventOutbox outbox, InstantSource clock, int capacity, int activityCapacity,
            ThreadSupervisor threads) {
        this.outbox = outbox;
        this.clock = clock;
        this.violations = new ViolationAggregator(capacity);
        this.shadow = new ShadowRejectionAggregator(capacity);
        this.sheds = new ShedAggregator(capacity);
        this.repetitions = new RepetitionAggregator(capacity);
        this.activity = new ActivityAggregator(activityCapacity);
        this.threads = threads;
    }

    private void offer(PendingEvent.Draft draft) {
        offer(clock.instant(), draft);
    }

    private void offer(Instant time, PendingEvent.Draft draft) {
        outbox.offer(new PendingEvent(time, draft));
    }

    @Override
    public void onAdmitted(Client client, String productId, String connectionId,
            AdmissionDecision.Permitted decision) {
        Instant now = clock.instant();
        offer(now,
                pseudonyms -> new ConnectionOpened(pseudonyms.of(client.key()), connectionId, productId, client.tier(),
                        client.country(), decision.permit().clientConnections(), decision.permit().poolConnections(),
                        decision.limits().revision(), decision instanceof AdmissionDecision.FailedOpen));
        counted(activity.addOpened(now, client, productId));
    }

    @Override
    public void onMessage(Client client, String productId, String sessionId, MessageOutcome outcome) {
        counted(activity.addMessage(clock.instant(), client, productId, sessionId,
                outcome == MessageOutcome.REJECTED));
    }

    @Override
    public void onSessionOpened(Client client, String productId, int inLimitWindow) {
        counted(activity.addSession(clock.instant(), client, productId, inLimitWindow));
    }

    @Override
    public void onRejected(Client client, @Nullable String productId, Rejection rejection, long limitsRevision) {
        counted(violations.add(clock.instant(), client, productId, rejection, limitsRevision));
    }

    @Override
    public void onWouldReject(Client client, String productId, ShadowRejection refusal) {
        counted(shadow.add(clock.instant(), client, productId, refusal));
    }

    @Override
    public void onShed(String prefix, long retryAfterMs) {
        counted(sheds.add(clock.instant(), prefix, retryAfterMs));
    }

    @Override
    public void onRepeated(Client client, Repetition repetition) {
        counted(repetitions.add(client, repetition));
    }

    /** Nobody comes by any more when this does not run, so what was added then is published by whoever added it. */
    private void counted(boolean added) {
        if (!added) {
            outbox.countDropped();
        } else if (!running) {
            publishUntil(Instant.MAX);
        }
    }

    private void publishUntil(Instant time) {
        Stream.of(violations.takeUntil(time), shadow.takeUntil(time), sheds.takeUntil(time),
                repetitions.takeUntil(time), activity.takeUntil(time, clock.instant()))
                .flatMap(List::stream).sorted(Comparator.comparing(PendingEvent::time)).forEach(outbox::offer);
    }

    @Override
    public void onFailedOpen(Client client, String part, RuntimeException error) {
        offer(pseudonyms -> new FailedOpen(pseudonyms.of(client.key()), part, error.getClass().getName()));
    }

    @Override
    public void onClosed(Client client, String productId, ConnectionEnd end) {
        Instant now = clock.instant();
        offer(now, pseudonyms -> new ConnectionClosed(pseudonyms.of(client.key()), end.connectionId(), productId,
                client.tier(), client.country(), end.durationMs(), end.closeStatus(), end.code(), end.messages(),
                end.bytes()));
        counted(activity.addClosed(now, client, productId));
    }

    @Override
    public void onReset(String operator, @Nullable ClientKey client, long limiters) {
        offer(pseudonyms -> new LimitsReset(operator, client == null ? null : pseudonyms.of(client), limiters));
    }

    @Override
    public void onOverridden(String operator, OverrideChange change) {
        offer(_ -> new LimitsOverridden(operator, change.kind(), change.limitName(), change.inForce(),
                change.switchedOff()));
    }

    @Override
    public void start() {
        CountDownLatch end = new CountDownLatch(1);
        stopped = end;
        running = true;
        var _ = threads.start("admission-publisher", () -> run(end));
    }

    /** Comes by as a second ends, so that events reach the learner before it closes the window they belong to. */
    private void run(CountDownLatch end) throws InterruptedException {
        while (!end.await(millisLeftIn(clock.instant()), TimeUnit.MILLISECONDS)) {
            publishUntil(clock.instant());
        }
    }

    private static long millisLeftIn(Instant time) {
        return 1000 - Math.floorMod(time.toEpochMilli(), 1000L);
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
        publishUntil(Instant.MAX);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the sockets and the web server have stopped, before the sender does. */
    @Override
    public int getPhase() {
        return Phases.PUBLISHING;
    }
}
