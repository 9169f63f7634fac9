package io.doorstep.benchmarks.door;

import io.doorstep.benchmarks.sockets.Sockets;
import org.jspecify.annotations.Nullable;

/** One attempt of somebody whose limit is used up. */
final class Intruder implements Sockets.Listener {
    private final Refusals refusals;
    private final Runnable onGone;
    private Sockets.@Nullable Line line;
    private boolean explained;

    /** @param onGone told once */
    Intruder(Refusals refusals, Runnable onGone) {
        this.refusals = refusals;
        this.onGone = onGone;
    }

    void come(Sockets sockets, int client) {
        refusals.attempts++;
        line = sockets.open(client, this);
    }

    @Override
    public void admitted(String connectionId) {
        refusals.admitted++;
        if (line != null) {
            line.close();
        }
    }

    @Override
    public void rejected(String code) {
        explained = true;
    }

    @Override
    public void acknowledged(String messageId) {
        // Nothing is sent.
    }

    @Override
    public void messageRefused(String messageId, String code) {
        // Nothing is sent.
    }

    @Override
    public void ended(int status) {
        refusals.explained += explained ? 1 : 0;
        onGone.run();
    }

    @Override
    public void turnedAway(int httpStatus) {
        refusals.turnedAway++;
        onGone.run();
    }

    @Override
    public void failed(String problem) {
        refusals.broken++;
        onGone.run();
    }
}
