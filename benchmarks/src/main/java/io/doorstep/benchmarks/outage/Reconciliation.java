package io.doorstep.benchmarks.outage;

import io.doorstep.benchmarks.tables.TextTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the sockets saw beside what is on Kafka. */
final class Reconciliation {
    private final List<Check> checks = new ArrayList<>();

    /**
     * @param here at the sockets, or what it must be
     * @param there on Kafka, or what it is
     */
    private record Check(String what, long here, long there, boolean holds) {}

    private Reconciliation() {}

    /** @param dropped by the service's own count */
    static Reconciliation of(CallerBook callers, EventBook events, long dropped) {
        Reconciliation all = new Reconciliation();
        Set<String> admitted = callers.admitted();
        all.add("attempts that were admitted", callers.attempts(), admitted.size());
        all.add("sockets that ended properly", callers.attempts(), callers.properlyEnded());
        all.add("anything else at a socket", 0, callers.troubles().values().stream().mapToLong(n -> n).sum());
        all.add("`connection.opened`", admitted, events.opened());
        all.add("`connection.closed`", admitted, events.closed());
        all.add("sockets in `connection.activity`", admitted.size(), events.activeOpened());
        all.add("messages in `connection.activity`", admitted.size(), events.activeMessages());
        all.add("messages on `chat.messages`", admitted, events.spoke());
        all.add("`failed-open`", 0, events.failedOpen());
        all.add("came twice, by source and sequence", 0, events.twice());
        all.add("holes in the sequences", 0, events.holes());
        all.add("dropped, as the service counts", 0, dropped);
        return all;
    }

    private void add(String what, long here, long there) {
        checks.add(new Check(what, here, there, here == there));
    }

    /** Each of them once, and nobody else. */
    private void add(String what, Set<String> here, List<String> there) {
        checks.add(new Check(what, here.size(), there.size(),
                here.size() == there.size() && here.equals(new HashSet<>(there))));
    }

    boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }

    String table() {
        TextTable table = new TextTable();
        table.add(List.of("", "at the sockets", "found", "holds"));
        checks.forEach(check -> table.add(
                List.of(check.what(), check.here(), check.there(), check.holds() ? "yes" : "**no**")));
        return table.toMarkdown();
    }
}
