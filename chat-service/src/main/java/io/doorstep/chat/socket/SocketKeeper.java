package io.doorstep.chat.socket;

import io.doorstep.chat.admission.Rejection;
import io.doorstep.events.ErrorCode;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.SmartLifecycle;

/** Looks after the open sockets: pings them, closes the idle ones, and lets all go when the service stops. */
final class SocketKeeper implements SmartLifecycle {
    private static final long SWEEPS_PER_TIMEOUT = 10;
    private static final long SPREAD_MS = 5000;

    private final Sockets sockets;
    private final ChatSocketHandler handler;
    private final SocketSettings settings;
    private volatile boolean running;
    private final ScheduledExecutorService timer = newTimer();

    SocketKeeper(Sockets sockets, ChatSocketHandler handler, SocketSettings settings) {
        this.sockets = sockets;
        this.handler = handler;
        this.settings = settings;
    }

    private static ScheduledExecutorService newTimer() {
        return Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socket-keeper").factory());
    }

    @Override
    public void start() {
        running = true;
        every(settings.heartbeat(), () -> sockets.all().forEach(ChatSocket::heartbeat));
        long sweep = Math.clamp(settings.idleTimeout().toMillis() / SWEEPS_PER_TIMEOUT, 50, 10_000);
        every(Duration.ofMillis(sweep), this::closeIdle);
    }

    private void every(Duration period, Runnable task) {
        var _ = timer.scheduleWithFixedDelay(task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void closeIdle() {
        long limit = settings.idleTimeout().toMillis();
        for (ChatSocket socket : sockets.all()) {
            if (socket.idleMillis() >= limit) {
                socket.closeFor(Rejection.withoutLimit(ErrorCode.IDLE_TIMEOUT,
                        "Closed after " + settings.idleTimeout().toMinutes() + " minutes without a message"));
            }
        }
    }

    /** Newcomers are told to come back, those inside to go, and after the grace the rest is closed. */
    @Override
    public void stop() {
        handler.drain();
        sockets.all().forEach(socket -> socket.goAway(ThreadLocalRandom.current().nextLong(SPREAD_MS)));
        await(settings.drainGrace());
        sockets.all().forEach(socket -> socket.closeFor(Rejection.comeBackIn(
                ThreadLocalRandom.current().nextLong(1000, SPREAD_MS), ErrorCode.SERVER_DRAINING,
                "This server is stopping; another one will answer")));
        await(Duration.ofSeconds(2));
        timer.shutdownNow();
        running = false;
    }

    /** Until no socket is left, for so long at most. */
    private void await(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (sockets.count() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything else stops. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
