package io.doorstep.benchmarks.evaluation;

/**
 * What became of the attempts of one window.
 *
 * @param startMs since the beginning of the mix, in milliseconds
 * @param limit the number of the limit that is played, while the window lasted
 * @param clients that made an attempt, whoever they are
 * @param median the p50 of what each client asked for
 * @param demand the p99 of that
 */
public record WindowResult(long startMs, int limit, long clients, double median, double demand, Count legit,
        Count abuse) {

    /** Attempts, and those that were let in. */
    public record Count(long attempts, long admitted) {
        public static final Count NONE = new Count(0, 0);

        Count add(boolean letIn) {
            return new Count(attempts + 1, admitted + (letIn ? 1 : 0));
        }

        Count add(Count other) {
            return new Count(attempts + other.attempts, admitted + other.admitted);
        }

        long rejected() {
            return attempts - admitted;
        }

        /** Rejected of all, 0 to 1; 0 of none. */
        double rejectedShare() {
            return attempts == 0 ? 0 : (double) rejected() / attempts;
        }
    }
}
