package io.doorstep.chat.claims;

/** What one partition of the log tells of an instance. */
final class InstanceSeen {
    /** Without any record of it for so long, it is dead. */
    static final long DEAD_AFTER_MS = 10_000;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private long latestMs = NEVER;
    private long latestNumber;
    private int life;

    boolean isCopy(long number) {
        return number <= latestNumber;
    }

    /** Returns whether it was dead, so that nothing it had told before counts. */
    boolean heard(long number, long nowMs) {
        boolean returns = !isAlive(nowMs);
        life += returns ? 1 : 0;
        latestNumber = number;
        latestMs = nowMs;
        return returns;
    }

    void gone() {
        latestMs = NEVER;
    }

    boolean isAlive(long nowMs) {
        return nowMs - latestMs < DEAD_AFTER_MS;
    }

    long latestMs() {
        return latestMs;
    }

    /** Of how many lives this is: it begins one whenever it was dead. */
    int life() {
        return life;
    }
}
