package io.doorstep.chat.webhook;

import io.doorstep.support.log.OncePerCause;
import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.RecurringWork;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a webhook its messages on a thread of its own, one after the other, each until it is taken, refused, or told often
 * enough. What waits at the stop of the service is not told.
 */
public final class WebhookSender extends RecurringWork {
    static final int MOST_PENDING = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final String place;
    private final WebhookCaller caller;
    private final RetrySchedule schedule;
    private final InstantSource clock;
    private final PendingCalls pending;
    private final OncePerCause lines = OncePerCause.minute();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable String trouble;

    public WebhookSender(WebhookTarget target, InstantSource clock, ThreadSupervisor threads) {
        this(target.place(), new HttpWebhookCaller(target), RetrySchedule.USUAL, MOST_PENDING, clock, threads);
    }

    WebhookSender(String place, WebhookCaller caller, RetrySchedule schedule, int mostPending, InstantSource clock,
            ThreadSupervisor threads) {
        super(threads, "webhook", Phases.DESK);
        this.place = place;
        this.caller = caller;
        this.schedule = schedule;
        this.pending = new PendingCalls(mostPending);
        this.clock = clock;
    }

    /** Hands over, without waiting; where too many wait, the message is dropped and counted. */
    public void tell(WebhookMessage message) {
        if (!pending.add(new PendingCalls.Pending(message, 0, clock.instant()))) {
            drop(message);
        }
    }

    @Override
    protected void schedule(SupervisedTimer on) {
        on.every(LOOK, this::callAllDue);
    }

    void callAllDue() {
        try {
            for (var due = pending.takeDue(clock.instant()); due.isPresent(); due = pending
                    .takeDue(clock.instant())) {
                call(due.get());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(PendingCalls.Pending due) throws InterruptedException {
        int made = due.made() + 1;
        switch (answerTo(due)) {
            case WebhookAnswer.Taken() -> {
                taken.incrementAndGet();
                trouble = null;
            }
            case WebhookAnswer.TryAgain(String why, @Nullable Duration notBefore) -> {
                Optional<Duration> wait = schedule.waitAfter(made, notBefore,
                        ThreadLocalRandom.current().nextDouble());
                if (wait.isPresent()) {
                    again(new PendingCalls.Pending(due.message(), made, clock.instant().plus(wait.get())), why,
                            wait.get());
                } else {
                    giveUp(due.message(), made, why);
                }
            }
            case WebhookAnswer.Refused(String why) -> giveUp(due.message(), made, why);
        }
    }

    private WebhookAnswer answerTo(PendingCalls.Pending due) throws InterruptedException {
        try {
            return caller.call(due.message(), clock.instant().getEpochSecond());
        } catch (InterruptedException e) {
            var _ = pending.add(due);
            throw e;
        }
    }

    private void again(PendingCalls.Pending next, String why, Duration wait) {
        retried.incrementAndGet();
        trouble = place + " " + why + " at call " + next.made() + " of " + schedule.attempts();
        lines.run("again", count -> LOG.warn("Webhook: {} {} at call {} of {}: it is called again in {} s ({})", place,
                why, next.made(), schedule.attempts(), wait.toSeconds(), count));
        if (!pending.add(next)) {
            drop(next.message());
        }
    }

    private void giveUp(WebhookMessage message, int made, String why) {
        givenUp.incrementAndGet();
        trouble = place + " " + why + " at call " + made + ", and is not told of it again";
        lines.run("given up", count -> LOG.warn("Webhook: {} {} at call {}: {} is given up ({})", place, why, made,
                message.id(), count));
    }

    private void drop(WebhookMessage message) {
        dropped.incrementAndGet();
        lines.run("dropped", count -> LOG.warn("Webhook: {} messages wait for {} already: {} is dropped ({})",
                pending.size(), place, message.id(), count));
    }

    @Override
    protected void afterTheEnd() {
        caller.close();
        if (pending.size() > 0) {
            LOG.warn("Webhook: {} messages for {} are lost with this stop", pending.size(), place);
        }
    }

    /** In words, what is wrong with the last call; empty where it was taken, or there was none. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble).map(why -> "the webhook fails: " + why);
    }

    /** Messages that wait for their first call or another one. */
    public int pending() {
        return pending.size();
    }

    /** Calls that have failed and were to be made again. */
    public long retried() {
        return retried.get();
    }

    public long taken() {
        return taken.get();
    }

    /** Messages that were refused, or told often enough. */
    public long givenUp() {
        return givenUp.get();
    }

    /** Messages for which there was no room. */
    public long dropped() {
        return dropped.get();
    }
}
