package io.doorstep.benchmarks.loop;

import io.doorstep.events.Evidence;
import io.doorstep.events.LimitsRevised;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The steps of the loop, and when each place showed them. Filled by several threads. */
final class Steps {
    private final TreeMap<Long, LimitsRevised> revisions = new TreeMap<>();
    private final Map<Place, Map<Long, Seen>> seen = new EnumMap<>(Place.class);

    private record Seen(Sighting sighting, long atMs) {}

    /**
     * One revision.
     *
     * @param windowStartMs start of the window that led to it, in milliseconds since the epoch
     * @param seenMs by place, when it was first shown there as it is, in milliseconds since the epoch; a place that did
     *     not show it is left out
     */
    record Step(Sighting sighting, String reason, long windowStartMs, Map<Place, Long> seenMs) {
        boolean isSeenEverywhere() {
            return seenMs.size() == Place.values().length;
        }
    }

    /**
     * A revision as it was published.
     *
     * @return whether it is new: one whose lease is renewed comes again
     */
    synchronized boolean published(LimitsRevised revised) {
        return revisions.putIfAbsent(revised.revision(), revised) == null;
    }

    synchronized void saw(Place place, @Nullable Sighting sighting, long atMs) {
        if (sighting != null) {
            seen.computeIfAbsent(place, _ -> new TreeMap<>()).putIfAbsent(sighting.revision(),
                    new Seen(sighting, atMs));
        }
    }

    /** In the order of their numbers. */
    synchronized List<Step> all() {
        List<Step> steps = new ArrayList<>();
        revisions.values().forEach(revised -> {
            Sighting sighting = Sighting.of(revised);
            if (sighting != null) {
                steps.add(new Step(sighting, revised.reason(), windowOf(revised), whereSeen(sighting)));
            }
        });
        return steps;
    }

    private Map<Place, Long> whereSeen(Sighting sighting) {
        Map<Place, Long> where = new EnumMap<>(Place.class);
        seen.forEach((place, shown) -> {
            Seen there = shown.get(sighting.revision());
            if (there != null && there.sighting().equals(sighting)) {
                where.put(place, there.atMs());
            }
        });
        return where;
    }

    private static long windowOf(LimitsRevised revised) {
        return revised.evidence().stream().mapToLong(Evidence::lastWindowStartMs).max().orElse(0);
    }
}
