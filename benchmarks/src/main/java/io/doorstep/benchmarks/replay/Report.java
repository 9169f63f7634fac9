package io.doorstep.benchmarks.replay;

import io.doorstep.benchmarks.tables.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tables at the end of a replay. */
final class Report {
    private final Tally tally;
    private final EventLedger ledger;
    private final Agreement agreement;

    Report(Tally tally, EventLedger ledger, Agreement agreement) {
        this.tally = tally;
        this.ledger = ledger;
        this.agreement = agreement;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("\nConnections\n").append(connections());
        if (tally.total().messages > 0) {
            text.append("\nMessages\n").append(messages());
        }
        text.append("\nEvents on Kafka for this run\n").append(events());
        notes().forEach(note -> text.append("  ").append(note).append('\n'));
        return text.toString();
    }

    private TextTable connections() {
        Set<String> codes = tally.total().rejected.keySet();
        TextTable table = new TextTable();
        List<Object> head = new ArrayList<>(List.of("label", "attempts", "admitted", "rejected"));
        head.addAll(codes);
        head.add("errors");
        table.add(head);
        tally.labels().forEach((label, counts) -> table.add(connectionCells(label, counts, codes)));
        table.add(connectionCells("all", tally.total(), codes));
        return table;
    }

    private static List<Object> connectionCells(String label, LabelCounts counts, Set<String> codes) {
        List<Object> cells = new ArrayList<>(
                List.of(label, counts.attempts, counts.admitted, counts.rejectedInAll()));
        codes.forEach(code -> cells.add(counts.rejected.getOrDefault(code, 0L)));
        cells.add(counts.errors());
        return cells;
    }

    private TextTable messages() {
        TextTable table = new TextTable();
        table.add(List.of("label", "messages", "acknowledged", "limited", "unsent", "unanswered"));
        tally.labels().forEach((label, counts) -> table.add(messageCells(label, counts)));
        table.add(messageCells("all", tally.total()));
        return table;
    }

    private static List<Object> messageCells(String label, LabelCounts counts) {
        long limited = counts.messagesRefusedInAll();
        return List.of(label, counts.messages, counts.acknowledged, limited, counts.unsent,
                counts.messages - counts.acknowledged - limited - counts.unsent);
    }

    private TextTable events() {
        TextTable table = new TextTable();
        table.add(List.of("event", "here", "on Kafka", ""));
        agreement.lines().forEach(line -> table.add(List.of(line.event() + " (" + line.what() + ")", line.here(),
                line.onKafka(), line.agrees() ? "agree" : "DISAGREE")));
        return table;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        note(notes, tally.assets(), "asset rows left out: a chat does not notice them");
        note(notes, tally.idleDisconnects(), "disconnects of clients that had no socket (left out)");
        note(notes, ledger.openedByOthers(tally.connectionIds()),
                "connections of others on the same stack (left out; their refusals cannot be told apart)");
        note(notes, ledger.failedOpen(), "failed-open events");
        note(notes, ledger.duplicates(), "events that came twice (counted once)");
        note(notes, ledger.unreadable(), "records that are not readable events");
        tally.problems().forEach((problem, count) -> note(notes, count, "errors: " + problem));
        return notes;
    }

    private static void note(List<String> notes, long count, String what) {
        if (count > 0) {
            notes.add("%,d %s".formatted(count, what));
        }
    }
}
