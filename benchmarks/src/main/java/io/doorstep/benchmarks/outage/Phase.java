package io.doorstep.benchmarks.outage;

/** What the broker is doing. */
enum Phase {
    WARM_UP("warm-up"),
    BEFORE("before"),
    AWAY("while away"),
    /** It starts, and takes what is on disk. */
    RETURNING("as it returns"),
    AFTER("after");

    private final String words;

    Phase(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
