package io.doorstep.benchmarks.loop;

/** Where a step must be seen. */
enum Place {
    API("`/api/stream`"),
    LIMITS("`admission.limits`"),
    REVISION_LOG("`admission.book`"),
    DOOR("`websocket-status`");

    private final String words;

    Place(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
