package io.doorstep.benchmarks.reconciliation;

import io.doorstep.benchmarks.tables.TextTable;
import java.util.List;

/**
 * One row of a result.
 *
 * @param expected the bar; empty where the row is for information
 */
public record Check(String what, String expected, String found, boolean holds) {

    public static Check none(String what, long found) {
        return equal(what, 0, found);
    }

    public static Check equal(String what, long expected, long found) {
        return new Check(what, "%,d".formatted(expected), "%,d".formatted(found), expected == found);
    }

    /** A row that always holds. */
    public static Check info(String what, String found) {
        return new Check(what, "", found, true);
    }

    public static boolean allHold(List<Check> checks) {
        return checks.stream().allMatch(Check::holds);
    }

    /** All rows in Markdown, below a title. */
    public static String table(String title, List<Check> checks) {
        TextTable table = new TextTable();
        table.add(List.of(title, "expected", "found", "holds"));
        checks.forEach(one -> table.add(List.of(one.what, one.expected, one.found,
                one.holds ? one.expected.isEmpty() ? "" : "yes" : "**no**")));
        return table.toMarkdown();
    }
}
