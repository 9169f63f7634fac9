package io.doorstep.benchmarks.replay;

import io.doorstep.events.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The replay's own counts beside those on Kafka. */
record Agreement(List<Line> lines) {
    /** Codes that do not refuse a connection or a message of the replay. */
    private static final Set<String> ELSEWHERE = Set.of(ErrorCode.SESSION_LIMIT_EXCEEDED.name(),
            ErrorCode.IDLE_TIMEOUT.name(), ErrorCode.SERVER_DRAINING.name());

    /**
     * One count.
     *
     * @param here what the replay saw on its sockets
     * @param onKafka what the events say
     */
    record Line(String event, String what, long here, long onKafka) {
        boolean agrees() {
            return here == onKafka;
        }
    }

    static Agreement of(Tally tally, EventLedger ledger) {
        LabelCounts total = tally.total();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("connection.opened", "admitted", total.admitted, ledger.opened(tally.connectionIds())));
        lines.add(new Line("connection.closed", "admitted", total.admitted, ledger.closed(tally.connectionIds())));
        Map<String, Long> violations = ledger.violations();
        Set<String> codes = new TreeSet<>(violations.keySet());
        codes.removeAll(ELSEWHERE);
        codes.addAll(total.rejected.keySet());
        codes.addAll(total.messagesRefused.keySet());
        for (String code : codes) {
            long here = total.rejected.getOrDefault(code, 0L) + total.messagesRefused.getOrDefault(code, 0L);
            lines.add(new Line("violation " + code, "refused", here, violations.getOrDefault(code, 0L)));
        }
        return new Agreement(List.copyOf(lines));
    }

    boolean complete() {
        return lines.stream().allMatch(Line::agrees);
    }
}
