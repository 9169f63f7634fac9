package io.doorstep.benchmarks.door;

/** What became of the attempts of intruders. */
final class Refusals {
    long attempts;
    /** With an error frame and a close. */
    long explained;
    /** Before the upgrade, by an HTTP status. */
    long turnedAway;
    long admitted;
    /** Without any answer, or not to the end. */
    long broken;

    void add(Refusals other) {
        attempts += other.attempts;
        explained += other.explained;
        turnedAway += other.turnedAway;
        admitted += other.admitted;
        broken += other.broken;
    }

    @Override
    public String toString() {
        return "%,d attempts: %,d explained and closed, %,d turned away before the upgrade, %,d admitted, %,d broken"
                .formatted(attempts, explained, turnedAway, admitted, broken);
    }
}
