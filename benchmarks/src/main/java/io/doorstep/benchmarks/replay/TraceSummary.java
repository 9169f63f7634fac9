package io.doorstep.benchmarks.replay;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.doorstep.benchmarks.tables.TimeText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What is in a trace, in a few lines. */
final class TraceSummary {
    private final List<TraceRow> rows;
    private final Pace pace;

    TraceSummary(List<TraceRow> rows, Pace pace) {
        this.rows = rows;
        this.pace = pace;
    }

    String headline() {
        long spanMs = rows.getLast().timestampMs() - rows.getFirst().timestampMs();
        long clients = rows.stream().mapToInt(TraceRow::client).distinct().count();
        String takes = Double.isInfinite(pace.speed()) ? "" : ", takes " + TimeText.format(pace.duration(spanMs));
        return "%,d rows of %,d clients over %s; played %s%s"
                .formatted(rows.size(), clients, TimeText.format(Duration.ofMillis(spanMs)), pace, takes);
    }

    String details() {
        int busiest = rows.stream().collect(groupingBy(TraceRow::client, counting()))
                .values().stream().mapToInt(Long::intValue).max().orElse(0);
        return "  kinds   " + counts(row -> row.kind().word()) + "\n"
                + "  labels  " + counts(TraceRow::label) + "\n"
                + "  busiest client: %,d rows".formatted(busiest);
    }

    private String counts(Function<TraceRow, String> key) {
        Map<String, Long> counts = rows.stream().collect(groupingBy(key, TreeMap::new, counting()));
        return counts.entrySet().stream().map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue()))
                .collect(joining(", "));
    }
}
