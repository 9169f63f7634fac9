package io.doorstep.benchmarks.evaluation;

import io.doorstep.benchmarks.tables.TextTable;
import io.doorstep.benchmarks.tables.TimeText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The claims over all start times of an attack: the worst of each, and how often it does not hold. */
final class Sweep {
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private int starts;

    private record Row(double worst, String said, Duration at, int missed) {}

    void add(Duration start, Claims claims) {
        starts++;
        claims.all().forEach(claim -> {
            double over = claim.found() - claim.bar();
            rows.merge(claim.what(), new Row(over, claim.said(), start, claim.holds() ? 0 : 1),
                    (before, now) -> new Row(Math.max(before.worst, now.worst),
                            now.worst > before.worst ? now.said : before.said,
                            now.worst > before.worst ? now.at : before.at, before.missed + now.missed));
        });
    }

    boolean hold() {
        return rows.values().stream().allMatch(row -> row.missed == 0);
    }

    TextTable table() {
        TextTable table = new TextTable();
        table.add(List.of("the learner", "worst of " + starts, "at", "missed"));
        rows.forEach((what, row) -> table.add(List.of(what, row.said, TimeText.format(row.at),
                "%d (%.1f %%)".formatted(row.missed, 100.0 * row.missed / starts))));
        return table;
    }
}
