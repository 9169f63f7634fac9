package io.doorstep.benchmarks.evaluation;

import java.util.List;

/** The windows of all policies, one line each. */
final class CsvText {
    private CsvText() {}

    static String of(List<Outcome> outcomes) {
        StringBuilder csv = new StringBuilder(
                "window_start_ms,policy,limit,clients,demand_p50,demand_p99,legit_attempts,legit_rejected,"
                        + "abuse_attempts,abuse_admitted\n");
        for (Outcome outcome : outcomes) {
            for (WindowResult window : outcome.windows()) {
                csv.append(
                        "%d,%s,%d,%d,%.0f,%.0f,%d,%d,%d,%d\n".formatted(window.startMs(), outcome.policy(),
                                window.limit(), window.clients(),
                                window.median(), window.demand(), window.legit().attempts(), window.legit().rejected(),
                                window.abuse().attempts(), window.abuse().admitted()));
            }
        }
        return csv.toString();
    }
}
