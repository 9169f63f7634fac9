package io.doorstep.benchmarks.loop;

import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A revision of the limits for everybody, as one place shows it.
 *
 * @param limit connections of one client in the window of that limit
 * @param candidate the number that runs in shadow beside it; null for none
 */
record Sighting(long revision, RevisionKind kind, int limit, @Nullable Integer candidate) {

    /** Null of a revision without a kind. */
    static @Nullable Sighting of(LimitsRevised revised) {
        RevisionKind kind = revised.kind();
        return kind == null
                ? null
                : new Sighting(revised.revision(), kind, revised.limits().connectionRate().limit(),
                        candidate(revised.candidate()));
    }

    private static @Nullable Integer candidate(@Nullable Limits limits) {
        return limits == null ? null : limits.connectionRate().limit();
    }

    /** The number that is tried of this limit; null where another limit alone is tried, or none. */
    @Nullable
    Integer tried() {
        return candidate == null || candidate == limit ? null : candidate;
    }

    /** As the learner's stream and the door's status write it; null of the configured limits. */
    static @Nullable Sighting of(JsonNode json) {
        String kind = json.path("kind").stringValue("");
        if (kind.isEmpty()) {
            return null;
        }
        JsonNode candidate = json.at("/candidate/connection_rate/limit");
        return new Sighting(json.path("revision").longValue(0), RevisionKind.valueOf(kind.toUpperCase(Locale.ROOT)),
                json.at("/limits/connection_rate/limit").intValue(0),
                candidate.isNumber() ? Integer.valueOf(candidate.intValue()) : null);
    }
}
