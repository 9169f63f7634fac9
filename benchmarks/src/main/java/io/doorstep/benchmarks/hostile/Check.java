package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.tables.TextTable;
import java.util.List;

/**
 * One row of the result.
 *
 * @param bar what is asked for; empty where it is for information
 */
record Check(String what, String found, String bar, boolean holds) {

    static Check none(String what, long found) {
        return new Check(what, "%,d".formatted(found), "0", found == 0);
    }

    static Check told(String what, String found) {
        return new Check(what, found, "", true);
    }

    static String table(List<Check> checks) {
        TextTable table = new TextTable();
        table.add(List.of("", "found", "bar", "holds"));
        checks.forEach(one -> table.add(List.of(one.what, one.found, one.bar,
                one.holds ? one.bar.isEmpty() ? "" : "yes" : "**no**")));
        return table.toMarkdown();
    }
}
