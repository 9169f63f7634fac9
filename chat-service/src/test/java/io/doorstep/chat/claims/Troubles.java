package io.doorstep.chat.claims;

import java.util.ArrayList;
import java.util.List;

/** When the log or a door was not well. */
final class Troubles {
    private static final long SLACK_MS = 2600;

    private final List<Trouble> all = new ArrayList<>();

    private record Trouble(long fromMs, long untilMs) {}

    void add(long fromMs, long untilMs) {
        all.add(new Trouble(fromMs, untilMs));
    }

    /** Since when what a door knows at a time may be wrong, as far as troubles go. */
    long doubtSinceMs(long atMs) {
        long since = atMs - SLACK_MS;
        for (boolean more = true; more;) {
            more = false;
            for (Trouble trouble : all) {
                if (trouble.untilMs + SLACK_MS >= since && trouble.fromMs - SLACK_MS < since) {
                    since = trouble.fromMs - SLACK_MS;
                    more = true;
                }
            }
        }
        return since;
    }
}
