package io.doorstep.chat.socket;

import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.chat.socket.dialogue.ChatSocket;
import io.doorstep.chat.socket.tomcat.ClosingConnections;
import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.SmartLifecycle;

/**
 * Looks after the open sockets: pings them, closes the idle ones, has sanctions reach them, ends closes that linger, compares sockets with permits,
 * and lets all go when the service stops.
 */
final class SocketMaintenance implements SmartLifecycle {
    private static final long SWEEPS_PER_TIMEOUT = 10;
    private static final Duration CLOSE_CHECK = Duration.ofMillis(100);
    private static final Duration SANCTION_CHECK = Duration.ofMillis(100);
    private static final long MOST_SPREAD_MS = 5000;

    private final Sockets sockets;
    private final ChatSocketHandler handler;
    private final ClosingConnections closing;
    private final PermitLeakDetector reconciliation;
    private final SanctionEnforcer enforcer;
    private final Desk desk;
    private final SocketSettings settings;
    private final SupervisedTimer timer;
    private final Executor apart;
    private volatile boolean running;

    SocketMaintenance(Sockets sockets, ChatSocketHandler handler, ClosingConnections closing,
            PermitLeakDetector reconciliation, SanctionEnforcer enforcer, Desk desk,
            SocketSettings settings, ThreadSupervisor threads) {
        this.sockets = sockets;
        this.handler = handler;
        this.closing = closing;
        this.reconciliation = reconciliation;
        this.enforcer = enforcer;
        this.desk = desk;
        this.settings = settings;
        this.timer = threads.timer("socket-keeper");
        this.apart = threads.virtualThreads("reconciliation");
    }

    @Override
    public void start() {
        running = true;
        timer.every(settings.heartbeat(), () -> sockets.all().forEach(ChatSocket::heartbeat));
        long sweep = Math.clamp(settings.idleTimeout().toMillis() / SWEEPS_PER_TIMEOUT, 50, 10_000);
        timer.every(Duration.ofMillis(sweep), this::closeIdle);
        timer.every(CLOSE_CHECK, () -> closing.endOverdue(System.nanoTime()));
        timer.every(SANCTION_CHECK, enforcer::look);
        timer.every(settings.reconciliation(), () -> apart.execute(reconciliation));
    }

    private void closeIdle() {
        long limit = settings.idleTimeout().toMillis();
        for (ChatSocket socket : sockets.all()) {
            if (socket.idleMillis() >= limit) {
                socket.closeFor(Rejections.idle(settings.idleTimeout()));
            }
        }
    }

    /**
     * Newcomers are told to come back, those inside to go within the grace, each at a moment of its own so that they do not
     * all arrive elsewhere at once; who is left then is closed.
     */
    @Override
    public void stop() {
        handler.drain(this::withinTheGrace, settings.drainGrace(), desk.isAlone());
        await(settings.drainGrace());
        sockets.all().forEach(ChatSocketHandler::sendAway);
        await(Duration.ofSeconds(2));
        timer.close();
        running = false;
    }

    /** In its first half: whoever a balancer sends back here has the other half to try again. */
    private long withinTheGrace() {
        long spread = Math.min(MOST_SPREAD_MS, settings.drainGrace().toMillis() / 2);
        return ThreadLocalRandom.current().nextLong(spread + 1);
    }

    /** Until no socket is left, for so long at most. */
    private void await(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (sockets.count() + closing.count() > 0 && System.nanoTime() < deadline) {
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
        return Phases.SOCKETS;
    }
}
