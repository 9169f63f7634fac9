package io.doorstep.chat.unanswered;

import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.MessageLog;
import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.unanswered.UntoldWaits.UntoldWait;
import io.doorstep.events.ChatUnanswered;
import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.RecurringWork;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says in the log that a conversation waits for long. It is said once the log has been read up to its end and the other
 * instances have been heard: before that, the answer may be yet to come, and it may be another's turn.
 */
public final class UnansweredWatch extends RecurringWork {
    /** What is said in one go at most, so that a long list leaves room for messages. */
    static final int MOST_AT_ONCE = 100;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final UntoldWaits waits;
    private final Conversations conversations;
    private final Desk desk;
    private final MessageLog log;
    private final String instance;
    private final Duration after;
    private final InstantSource clock;
    private final AtomicLong said = new AtomicLong();

    /** @param after how long a conversation waits before that is said */
    public UnansweredWatch(UntoldWaits waits, Conversations conversations, Desk desk, MessageLog log, String instance,
            Duration after, InstantSource clock, ThreadSupervisor threads) {
        super(threads, "unanswered", Phases.DESK);
        this.waits = waits;
        this.conversations = conversations;
        this.desk = desk;
        this.log = log;
        this.instance = instance;
        this.after = after;
        this.clock = clock;
    }

    @Override
    protected void schedule(SupervisedTimer on) {
        on.every(LOOK, this::look);
    }

    void look() {
        if (!conversations.isRefilled() || !desk.knowsOthers()) {
            return;
        }
        Instant now = clock.instant();
        var others = desk.otherInstances();
        waits.unsaid(wait -> decide(wait, now, true) == WaitDecision.TOO_LATE, MOST_AT_ONCE).forEach(waits::forget);
        waits.unsaid(wait -> decide(wait, now, Turns.isOf(instance, others, wait.key())) == WaitDecision.SAY,
                MOST_AT_ONCE).forEach(this::say);
    }

    private WaitDecision decide(UntoldWait wait, Instant now, boolean ours) {
        return WaitDecision.of(wait.waiting().since(), now, after, ours);
    }

    /** Where there is no room for it now, it is said later. */
    private void say(UntoldWait wait) {
        boolean taken = log.append(new ChatUnanswered(wait.key().productId(), wait.key().sessionId(), instance,
                wait.waiting().first(), wait.waiting().since().toEpochMilli(), desk.agentsThere(), wait.agent()));
        if (taken) {
            said.incrementAndGet();
            waits.onSaid(wait);
        }
    }

    /** Conversations of which this instance has said that they wait for long. */
    public long said() {
        return said.get();
    }

    /** Waits that nobody looks after, for want of room. */
    public long passedOver() {
        return waits.passedOver();
    }
}
