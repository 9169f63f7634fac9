package io.doorstep.benchmarks.door;

import io.doorstep.benchmarks.sockets.Newcomer;
import io.doorstep.benchmarks.sockets.Sockets;

/** One attempt of somebody whose limit is used up. */
final class Intruder extends Newcomer implements Sockets.SilentListener {
    private final Refusals refusals;
    private boolean explained;

    /** @param onGone told once */
    Intruder(Refusals refusals, Runnable onGone) {
        super(onGone);
        this.refusals = refusals;
    }

    @Override
    public void come(Sockets sockets, int client) {
        refusals.attempts++;
        super.come(sockets, client);
    }

    @Override
    public void admitted(String connectionId) {
        refusals.admitted++;
        leave();
    }

    @Override
    public void rejected(String code) {
        explained = true;
    }

    @Override
    public void ended(int status) {
        refusals.explained += explained ? 1 : 0;
        gone();
    }

    @Override
    public void turnedAway(int httpStatus) {
        refusals.turnedAway++;
        gone();
    }

    @Override
    public void failed(String problem) {
        refusals.broken++;
        gone();
    }
}
