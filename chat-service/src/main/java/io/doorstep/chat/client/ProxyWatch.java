package io.doorstep.chat.client;

import inet.ipaddr.IPAddress;
import io.doorstep.chat.client.PeerVote.Candidate;
import io.doorstep.chat.client.PeerVote.Standing;
import io.doorstep.support.forwarding.Addresses;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that nearly all traffic comes through a proxy that is not configured: at least 95 % of at least 100 attempts
 * in 5 minutes from one private address, or from loopback with a forwarding header, that is not trusted. What the
 * headers say is not looked at, since anybody can write them. Costs an attempt a few counters, and nobody a wait.
 */
public final class ProxyWatch {
    static final Duration WINDOW = Duration.ofMinutes(5);
    static final Duration MEMORY = Duration.ofHours(1);
    private static final int ENOUGH = 100;
    private static final int NEARLY_ALL_PERCENT = 95;
    /** How private addresses and loopback begin; what begins otherwise needs no closer look. */
    private static final String[] MAY_BE_PRIVATE = {"10.", "100.", "127.", "169.254.", "172.", "192.168.", "f", "F",
            ":", "0:"};

    private final ClientResolver clients;
    private final AtomicReference<@Nullable Window> window = new AtomicReference<>();
    private volatile @Nullable Suspicion latest;

    public ProxyWatch(ClientResolver clients) {
        this.clients = clients;
    }

    /**
     * Counts one attempt.
     *
     * @param remoteAddress of the TCP connection
     * @param carriesForwardedHeader whether it carries any of the {@link ForwardedHeader}s
     * @param nowMs milliseconds since the epoch
     * @return what is to be said now; at most once in a window
     */
    public Optional<Suspicion> onAttempt(String remoteAddress, boolean carriesForwardedHeader, long nowMs) {
        Window current = windowAt(nowMs);
        Candidate leader = current.vote.count(remoteAddress, mayBePrivate(remoteAddress), carriesForwardedHeader);
        if (leader == null || current.said.get()) {
            return Optional.empty();
        }
        int fromLeader = leader.count();
        int attempts = current.vote.attempts();
        if (attempts < ENOUGH || !isNearlyAll(fromLeader, attempts)) {
            return Optional.empty();
        }
        boolean carriesHeader = isNearlyAll(leader.withHeader(), fromLeader);
        boolean suspicious = switch (leader.standing(this::standing)) {
            case HARMLESS -> false;
            case LOOPBACK -> carriesHeader;
            case PRIVATE -> true;
        };
        return suspicious && current.said.compareAndSet(false, true)
                ? Optional.of(remembered(
                        new Suspicion(canonical(leader.address()), fromLeader, attempts, carriesHeader, nowMs)))
                : Optional.empty();
    }

    /** What was last said, if that is less than an hour ago. */
    public Optional<Suspicion> latest(long nowMs) {
        return Optional.ofNullable(latest).filter(found -> nowMs - found.atMs() < MEMORY.toMillis());
    }

    private Suspicion remembered(Suspicion found) {
        latest = found;
        return found;
    }

    private Standing standing(String remoteAddress) {
        return Addresses.read(remoteAddress).filter(_ -> !clients.trusts(remoteAddress)).map(address -> {
            if (address.isLoopback()) {
                return Standing.LOOPBACK;
            }
            return Addresses.isPrivate(address) ? Standing.PRIVATE : Standing.HARMLESS;
        }).orElse(Standing.HARMLESS);
    }

    private static String canonical(String remoteAddress) {
        return Addresses.read(remoteAddress).map(IPAddress::toCanonicalString).orElse(remoteAddress);
    }

    private Window windowAt(long nowMs) {
        Window current = window.get();
        if (current != null && Math.abs(nowMs - current.startMs) < WINDOW.toMillis()) {
            return current;
        }
        Window next = new Window(nowMs);
        return window.compareAndSet(current, next) ? next : windowAt(nowMs);
    }

    private static boolean isNearlyAll(int part, int whole) {
        return (long) part * 100 >= (long) whole * NEARLY_ALL_PERCENT;
    }

    private static boolean mayBePrivate(String address) {
        for (String start : MAY_BE_PRIVATE) {
            if (address.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    private static final class Window {
        private final long startMs;
        private final PeerVote vote = new PeerVote();
        private final AtomicBoolean said = new AtomicBoolean();

        Window(long startMs) {
            this.startMs = startMs;
        }
    }
}
