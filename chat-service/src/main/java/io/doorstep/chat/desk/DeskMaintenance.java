package io.doorstep.chat.desk;

import io.doorstep.chat.conversation.Conversations;
import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.context.SmartLifecycle;

/** Lets time pass at the desk, and ends the wait for what the log held before this start. */
public final class DeskMaintenance implements SmartLifecycle {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration REFILL_PATIENCE = Duration.ofSeconds(3);

    private final Desk desk;
    private final Conversations conversations;
    private final InstantSource clock;
    private final SupervisedTimer timer;
    private volatile boolean running;
    private volatile Instant patientUntil = Instant.MAX;

    public DeskMaintenance(Desk desk, Conversations conversations, InstantSource clock, ThreadSupervisor threads) {
        this.desk = desk;
        this.conversations = conversations;
        this.clock = clock;
        this.timer = threads.timer("desk-keeper");
    }

    @Override
    public void start() {
        running = true;
        patientUntil = clock.instant().plus(REFILL_PATIENCE);
        timer.every(LOOK, this::look);
    }

    private void look() {
        desk.tick();
        if (!clock.instant().isBefore(patientUntil)) {
            conversations.giveUpRefill();
        }
    }

    /** After the sockets, before what is still to be sent. */
    @Override
    public void stop() {
        timer.close();
        desk.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.DESK;
    }
}
