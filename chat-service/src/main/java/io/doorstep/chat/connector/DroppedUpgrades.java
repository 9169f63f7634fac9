package io.doorstep.chat.connector;

import io.doorstep.support.connector.RequestFaults;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what is wrong with upgrades, and remembers for an hour what a proxy seems to have dropped from one. */
public final class DroppedUpgrades {
    private static final Duration MEMORY = Duration.ofHours(1);

    private final RequestFaults faults;
    private final InstantSource clock;
    private volatile @Nullable Seen latest;

    private record Seen(String header, String peer, long atMs) {}

    public DroppedUpgrades(RequestFaults faults, InstantSource clock) {
        this.faults = faults;
        this.clock = clock;
    }

    /** @param peer address of the TCP connection */
    public void count(UpgradeFault fault, String peer) {
        faults.count(fault, peer);
        switch (fault) {
            case CONNECTION_DROPPED -> latest = new Seen("Connection: Upgrade", peer, clock.millis());
            case UPGRADE_DROPPED -> latest = new Seen("Upgrade: websocket", peer, clock.millis());
            default -> {
                // No proxy does this.
            }
        }
    }

    /** What operators are told within an hour after an upgrade came without what makes it one. */
    public Optional<String> warning() {
        Seen seen = latest;
        if (seen == null || clock.millis() - seen.atMs() >= MEMORY.toMillis()) {
            return Optional.empty();
        }
        return Optional.of(
                "%d upgrades have come without `Connection: Upgrade` and %d without `Upgrade: websocket`, the latest "
                        .formatted(faults.count(UpgradeFault.CONNECTION_DROPPED),
                                faults.count(UpgradeFault.UPGRADE_DROPPED))
                        + "from " + seen.peer() + ": a proxy in front seems to drop `" + seen.header() + "`. "
                        + ProxyAdvice.SENTENCE);
    }
}
