package io.doorstep.benchmarks.evaluation;

import io.doorstep.benchmarks.evaluation.WindowResult.Count;
import io.doorstep.benchmarks.tables.TextTable;
import java.util.List;

/** The tables of one mix, in Markdown. */
record Report(Mix mix, List<Outcome> outcomes, Claims claims, boolean hasSanctions) {

    @Override
    public String toString() {
        String tables = policies().toMarkdown() + "\n" + expectations().toMarkdown();
        var sanctioned = new Sanctioned(mix, outcomes.getLast().sanctions());
        return !hasSanctions
                ? tables
                : tables + "\n" + sanctioned.byRule().toMarkdown() + "\n" + sanctioned.byLabel().toMarkdown();
    }

    private TextTable policies() {
        TextTable table = new TextTable();
        table.add(List.of("policy", "limit, lowest to highest", "at the end", "legit rejected", "share",
                "legit clients rejected", "share", "abuse admitted", "share", "windows to adapt", "revisions"));
        for (Outcome outcome : outcomes) {
            Count abuse = outcome.abuse();
            table.add(List.of(outcome.policy(),
                    outcome.lowest() == outcome.highest()
                            ? "" + outcome.lowest()
                            : outcome.lowest() + " to " + outcome.highest(),
                    outcome.last(), outcome.legit().rejected(), percent(outcome.legit().rejectedShare()),
                    outcome.rejectedClients(),
                    percent((double) outcome.rejectedClients() / Math.max(1, outcome.legitClients())),
                    abuse.admitted(), abuse.attempts() == 0 ? "-" : percent(1 - abuse.rejectedShare()),
                    outcome.windowsToAdapt(mix), outcome.revisions()));
        }
        return table;
    }

    private TextTable expectations() {
        TextTable table = new TextTable();
        table.add(List.of("the learner", "found", "holds"));
        claims.all().forEach(
                claim -> table.add(List.of(claim.what(), claim.said(), claim.holds() ? "yes" : "**no**")));
        return table;
    }

    private static String percent(double share) {
        return share == 0 || share == 1 ? "%.0f %%".formatted(100 * share) : "%.3f %%".formatted(100 * share);
    }
}
