package io.doorstep.chat.desk;

import io.doorstep.chat.conversation.Conversations;
import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.RecurringWork;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets time pass at the desk, and ends the wait for what the log held before this start. */
public final class DeskMaintenance extends RecurringWork {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration REFILL_PATIENCE = Duration.ofSeconds(3);

    private final Desk desk;
    private final Conversations conversations;
    private final InstantSource clock;
    private volatile Instant patientUntil = Instant.MAX;

    public DeskMaintenance(Desk desk, Conversations conversations, InstantSource clock, ThreadSupervisor threads) {
        super(threads, "desk-keeper", Phases.DESK);
        this.desk = desk;
        this.conversations = conversations;
        this.clock = clock;
    }

    @Override
    protected void schedule(SupervisedTimer on) {
        patientUntil = clock.instant().plus(REFILL_PATIENCE);
        on.every(LOOK, this::look);
    }

    private void look() {
        desk.tick();
        if (!clock.instant().isBefore(patientUntil)) {
            conversations.giveUpRefill();
        }
    }

    /** After the sockets, before what is still to be sent. */
    @Override
    protected void afterTheEnd() {
        desk.stop();
    }
}
