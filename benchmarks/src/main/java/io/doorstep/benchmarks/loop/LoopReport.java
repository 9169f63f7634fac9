package io.doorstep.benchmarks.loop;

import io.doorstep.benchmarks.replay.Played;
import io.doorstep.benchmarks.tables.TextTable;
import io.doorstep.benchmarks.tables.TimeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The tables at the end, in Markdown. */
record LoopReport(TraceClock clock, long graceMs, List<Steps.Step> steps, Played played) {
    /** Of a window. */
    private static final double TOLERATED = 0.1;

    @Override
    public String toString() {
        return "Steps, and milliseconds from the end of the window and its grace of %,d ms until each place showed them\n\n%s\n%s\n%s"
                .formatted(graceMs, stepsTable().toMarkdown(), attempts().toMarkdown(), lag());
    }

    private String lag() {
        return "Nothing was played more than %.1f s late%s.".formatted(played.lag().toMillis() / 1e3,
                played.lag().toMillis() > TOLERATED * clock.windowMs()
                        ? ": too slow a machine, or too high a speed, for the attack to be what it was meant to be"
                        : "");
    }

    private TextTable stepsTable() {
        TextTable table = new TextTable();
        List<Object> head = new ArrayList<>(List.of("step", "revision", "window's end", "in force", "candidate"));
        head.addAll(Arrays.asList(Place.values()));
        table.add(head);
        steps.forEach(step -> table.add(cells(step)));
        return table;
    }

    private List<Object> cells(Steps.Step step) {
        Sighting sighting = step.sighting();
        List<Object> cells = new ArrayList<>(List.of(Verdict.words(sighting.kind()), sighting.revision(),
                TimeText.format(clock.windowEnd(step.windowStartMs())), sighting.limit(),
                sighting.tried() == null ? "-" : sighting.tried()));
        for (Place place : Place.values()) {
            Long seenMs = step.seenMs().get(place);
            cells.add(seenMs == null ? "**not**" : seenMs - step.windowStartMs() - clock.windowMs() - graceMs);
        }
        return cells;
    }

    private TextTable attempts() {
        Set<String> codes = new TreeSet<>();
        played.labels().values().forEach(attempts -> codes.addAll(attempts.rejected().keySet()));
        TextTable table = new TextTable();
        List<Object> head = new ArrayList<>(List.of("attempts of", "all", "admitted", "rejected"));
        codes.forEach(code -> head.add("`" + code + "`"));
        table.add(head);
        played.labels().forEach((label, attempts) -> {
            List<Object> cells = new ArrayList<>(
                    List.of(label, attempts.all(), attempts.admitted(), attempts.rejectedInAll()));
            codes.forEach(code -> cells.add(attempts.rejected().getOrDefault(code, 0L)));
            table.add(cells);
        });
        return table;
    }
}
