package io.doorstep.chat.socket;

import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.house.House;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.chat.socket.dialogue.ChatSocket;
import io.doorstep.chat.socket.tomcat.ClosingConnections;
import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.RecurringWork;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after the open sockets: pings them, closes the idle ones, has sanctions reach them, ends closes that linger, compares
 * sockets with permits, and lets all go when the service stops, before everything else does.
 */
final class SocketMaintenance extends RecurringWork {
    private static final long SWEEPS_PER_TIMEOUT = 10;
    private static final Duration CLOSE_CHECK = Duration.ofMillis(100);
    private static final Duration SANCTION_CHECK = Duration.ofMillis(100);
    private static final long MOST_SPREAD_MS = 5000;

    private static final Duration TURNOVER_CHECK = Duration.ofSeconds(1);

    private final Sockets sockets;
    private final House house;
    private final ChatSocketHandler handler;
    private final ClosingConnections closing;
    private final PermitLeakDetector reconciliation;
    private final SanctionEnforcer enforcer;
    private final Desk desk;
    private final SocketSettings settings;
    private final Executor apart;

    SocketMaintenance(Sockets sockets, House house, ChatSocketHandler handler, ClosingConnections closing,
            PermitLeakDetector reconciliation, SanctionEnforcer enforcer, Desk desk,
            SocketSettings settings, ThreadSupervisor threads) {
        super(threads, "socket-keeper", Phases.SOCKETS);
        this.sockets = sockets;
        this.house = house;
        this.handler = handler;
        this.closing = closing;
        this.reconciliation = reconciliation;
        this.enforcer = enforcer;
        this.desk = desk;
        this.settings = settings;
        this.apart = threads.virtualThreads("reconciliation");
    }

    @Override
    protected void schedule(SupervisedTimer on) {
        on.every(settings.heartbeat(), () -> sockets.all().forEach(ChatSocket::heartbeat));
        long sweep = Math.clamp(settings.idleTimeout().toMillis() / SWEEPS_PER_TIMEOUT, 50, 10_000);
        on.every(Duration.ofMillis(sweep), this::closeIdle);
        on.every(CLOSE_CHECK, () -> closing.endOverdue(System.nanoTime()));
        on.every(SANCTION_CHECK, enforcer::look);
        on.every(TURNOVER_CHECK, house::observe);
        on.every(settings.reconciliation(), () -> apart.execute(reconciliation));
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
    protected void beforeTheEnd() {
        handler.drain(this::withinTheGrace, settings.drainGrace(), desk.isAlone());
        await(settings.drainGrace());
        sockets.all().forEach(ChatSocketHandler::sendAway);
        await(Duration.ofSeconds(2));
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
}
