package io.doorstep.benchmarks.loop;

import io.doorstep.benchmarks.replay.Played;
import io.doorstep.events.RevisionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is wrong with a run, a sentence each; nothing where all steps came and were seen.
 */
record Verdict(List<String> complaints) {

    static Verdict of(List<RevisionKind> expected, List<Steps.Step> steps, Played played) {
        List<String> complaints = new ArrayList<>();
        List<RevisionKind> missing = missing(expected, steps);
        if (!missing.isEmpty()) {
            complaints.add("A step did not come: " + words(missing.getFirst()) + ".");
        }
        for (Steps.Step step : steps) {
            for (Place place : Place.values()) {
                if (!step.seenMs().containsKey(place)) {
                    complaints.add("Revision %d (%s) was not seen as it is in %s.".formatted(
                            step.sighting().revision(), words(step.sighting().kind()), place));
                }
            }
        }
        if (played.errors() > 0) {
            complaints.add("%,d sockets broke: %s.".formatted(played.errors(), played.problems()));
        }
        if (played.open() > 0) {
            complaints.add("%,d sockets did not end.".formatted(played.open()));
        }
        return new Verdict(List.copyOf(complaints));
    }

    /** Of the expected steps, in their order, those that have not come; others may come in between. */
    static List<RevisionKind> missing(List<RevisionKind> expected, List<Steps.Step> steps) {
        int found = 0;
        for (Steps.Step step : steps) {
            if (found < expected.size() && step.sighting().kind() == expected.get(found)) {
                found++;
            }
        }
        return expected.subList(found, expected.size());
    }

    static String words(RevisionKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
