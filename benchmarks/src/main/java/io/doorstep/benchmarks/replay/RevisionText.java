package io.doorstep.benchmarks.replay;

import static java.util.stream.Collectors.joining;

import io.doorstep.events.LimitsRevised;
import java.util.Locale;

/** A revision of the limits in one line. */
final class RevisionText {
    private RevisionText() {}

    static String of(LimitsRevised revision) {
        String changes = revision.evidence().stream()
                .map(evidence -> "%s %,d -> %,d".formatted(
                        evidence.limitName().name().toLowerCase(Locale.ROOT).replace('_', ' '), evidence.from(),
                        evidence.to()))
                .collect(joining(", "));
        return "limits revision %d for %s by %s: %s (%s)".formatted(revision.revision(), revision.scope(),
                revision.author(), changes, revision.reason());
    }
}
