package io.doorstep.benchmarks.evaluation;

import java.util.Set;

/**
 * What the labels of a trace mean.
 *
 * @param legit labels of those whom the door is for
 * @param abuse labels of those whom it is to keep out; a label in neither is {@link Standing#OTHER}
 */
public record Labels(Set<String> legit, Set<String> abuse) {
    public static final Labels DEFAULTS = new Labels(Set.of("human", "legit", "legit_unlabelled", "ua_browser"),
            Set.of("attack", "scan", "stuck"));

    public Standing of(String label) {
        if (legit.contains(label)) {
            return Standing.LEGIT;
        }
        return abuse.contains(label) ? Standing.ABUSE : Standing.OTHER;
    }
}
