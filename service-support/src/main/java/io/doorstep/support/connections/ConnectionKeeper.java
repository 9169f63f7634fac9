package io.doorstep.support.connections;

import io.doorstep.support.forwarding.AddressPrefix;
import io.doorstep.support.connections.HttpConnections.Over;
import io.doorstep.support.connections.HttpConnections.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a connection becomes a socket, or sends a request and takes its answer, within a time, and that those
 * that do not are no more than a bounded number, of one client and in all. Thread-safe; nothing in it waits for a peer.
 */
public final class ConnectionKeeper {
    private static final long ENDING_NANOS = 5_000_000_000L;
    private static final long GRACE_NANOS = 500_000_000L;
    /** Between two sweeps; of a longer time the process stood still for the rest. */
    private static final long SWEPT_NANOS = 1_000_000_000L;

    private final ConnectionBounds bounds;
    private final CutConnections cuts;
    private final HttpConnections<SocketChannel> connections;
    private final RunningTime time;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Connections endpoint;

    /** The connections themselves. */
    public interface Connections {
        /**
         * Ends one that no thread is busy with; false where one is.
         *
         * @param timedOut whether its peer is to be told that it took too long
         */
        boolean end(SocketChannel channel, boolean timedOut);

        /** Ends one whoever is busy with it. */
        void end(SocketChannel channel);
    }

    /** @param isProxy whether an address is that of a proxy, through which many clients come */
    public ConnectionKeeper(ConnectionBounds bounds, CutConnections cuts, Predicate<String> isProxy) {
        this(bounds, cuts, isProxy, System::nanoTime);
    }

    public ConnectionKeeper(ConnectionBounds bounds, CutConnections cuts, Predicate<String> isProxy,
            LongSupplier clockNanos) {
        this.time = new RunningTime(clockNanos, SWEPT_NANOS);
        this.bounds = bounds;
        this.cuts = cuts;
        Map<Phase, Long> patience = new EnumMap<>(Phase.class);
        patience.put(Phase.IDLE, bounds.idle().toNanos());
        patience.put(Phase.HEAD, bounds.head().toNanos());
        patience.put(Phase.BODY, bounds.body().toNanos());
        patience.put(Phase.ANSWER, bounds.answer().toNanos());
        patience.put(Phase.ENDING, ENDING_NANOS);
        this.connections = new HttpConnections<>(
                new HttpConnections.Most(bounds.connections(), bounds.perClient(), bounds.perNetwork()), GRACE_NANOS,
                patience, channel -> isProxy(address(channel), isProxy));
    }

    public void watch(Connections watched) {
        endpoint = watched;
    }

    public void accepted(SocketChannel channel) {
        AddressPrefix client = clientOf(channel);
        end(locked(() -> connections.begin(channel, client, time.nanos())));
    }

    private static AddressPrefix clientOf(SocketChannel channel) {
        InetAddress peer = address(channel);
        return peer == null ? AddressPrefix.UNKNOWN : AddressPrefix.clientOf(peer);
    }

    private static boolean isProxy(@Nullable InetAddress peer, Predicate<String> isProxy) {
        return peer != null && isProxy.test(peer.getHostAddress());
    }

    private static @Nullable InetAddress address(SocketChannel channel) {
        try {
            return channel.getRemoteAddress() instanceof InetSocketAddress peer ? peer.getAddress() : null;
        } catch (IOException _) {
            return null;
        }
    }

    /** Some of a request's head has come, and not all. Its time began with the first of it. */
    public void headHasBegun(@Nullable SocketChannel channel) {
        move(channel, Phase.HEAD);
    }

    public void headHasCome(@Nullable SocketChannel channel, boolean bodyFollows) {
        move(channel, bodyFollows ? Phase.BODY : Phase.ANSWER);
    }

    /** What has come has been answered. Empty lines before a head are neither a head nor an end of it. */
    public void answered(@Nullable SocketChannel channel) {
        move(channel, Phase.IDLE);
    }

    private void move(@Nullable SocketChannel channel, Phase phase) {
        if (channel != null) {
            end(locked(() -> {
                Phase before = connections.phase(channel);
                if (before == null) {
                    return comesBack(channel, phase);
                }
                boolean stays = before == phase || (phase == Phase.IDLE && before == Phase.HEAD);
                return stays ? List.of() : connections.move(channel, phase, time.nanos());
            }));
        }
    }

    /** One that was left to an asynchronous answer reads another request. */
    private List<Over<SocketChannel>> comesBack(SocketChannel channel, Phase phase) {
        if (phase == Phase.IDLE || !channel.isOpen()) {
            return List.of();
        }
        long now = time.nanos();
        List<Over<SocketChannel>> over = new ArrayList<>(connections.begin(channel, clientOf(channel), now));
        over.addAll(connections.move(channel, phase, now));
        return over;
    }

    /** It has ended, has become a socket, or is answered by another thread than the one that has read it. */
    public void gone(@Nullable SocketChannel channel) {
        if (channel != null) {
            locked(() -> {
                connections.remove(channel);
                return List.<Over<SocketChannel>>of();
            });
        }
    }

    /** To be called several times a second. */
    public void endOverdue() {
        end(locked(() -> {
            time.look();
            return connections.overdue(time.nanos());
        }));
    }

    private List<Over<SocketChannel>> locked(Supplier<List<Over<SocketChannel>>> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    private void end(List<Over<SocketChannel>> over) {
        Connections ending = endpoint;
        if (ending != null) {
            over.forEach(each -> end(ending, each));
        }
    }

    private void end(Connections ending, Over<SocketChannel> over) {
        if (over.phase() == Phase.ENDING) {
            ending.end(over.connection());
            return;
        }
        cuts.count(over, bounds);
        boolean explained = over.phase() == Phase.HEAD && over.reason() == Reason.TIME;
        if (!ending.end(over.connection(), explained)) {
            shutDown(over);
            locked(() -> {
                connections.ending(over, time.nanos());
                return List.<Over<SocketChannel>>of();
            });
        }
    }

    /** The thread that waits for the peer finds that no more comes, or that no more goes. */
    private static void shutDown(Over<SocketChannel> over) {
        try {
            over.connection().shutdownInput();
            if (over.phase() == Phase.ANSWER) {
                over.connection().shutdownOutput();
            }
        } catch (IOException _) {
            // It has ended.
        }
    }

    /** Connections that have not sent a whole request. */
    int unfinished() {
        lock.lock();
        try {
            return connections.unfinished();
        } finally {
            lock.unlock();
        }
    }
}
