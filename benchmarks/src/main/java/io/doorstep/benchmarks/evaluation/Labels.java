package io.doorstep.benchmarks.evaluation;

import io.doorstep.benchmarks.replay.TraceRow;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the labels of a trace mean.
 *
 * @param legit labels of those whom the door is for
 * @param abuse labels of those whom it is to keep out; a label in neither is {@link Standing#OTHER}
 * @param byClient whether one attempt that is abuse makes its client one that means ill in all it does
 */
public record Labels(Set<String> legit, Set<String> abuse, boolean byClient) {
    public static final Labels DEFAULTS = new Labels(Set.of("human", "legit", "legit_unlabelled", "ua_browser"),
            Set.of("attack", "scan", "stuck", "broadcast"), false);

    /** How the rows of a trace are meant. */
    Function<TraceRow, Standing> of(List<TraceRow> trace) {
        if (!byClient) {
            return row -> of(row.label());
        }
        Set<Integer> illMeaning = trace.stream().filter(row -> of(row.label()) == Standing.ABUSE)
                .map(TraceRow::client).collect(Collectors.toUnmodifiableSet());
        return row -> illMeaning.contains(row.client()) ? Standing.ABUSE : of(row.label());
    }

    public Standing of(String label) {
        if (legit.contains(label)) {
            return Standing.LEGIT;
        }
        return abuse.contains(label) ? Standing.ABUSE : Standing.OTHER;
    }
}
