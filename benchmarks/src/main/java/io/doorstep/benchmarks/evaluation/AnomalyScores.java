package io.doorstep.benchmarks.evaluation;

import io.doorstep.analytics.anomaly.AnomalyForest;
import io.doorstep.analytics.anomaly.SiteMinutes;
import io.doorstep.benchmarks.tables.TextTable;
import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.Event;
import io.doorstep.events.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the learner's forest makes of a mix that it sees from the beginning, under the configured limit: the highest score
 * of each client, by label. It is cold for the first day.
 */
final class AnomalyScores {
    private static final double[] BARS = {1.5, 2, 3};

    private final PlayedLimit limit;
    private final SiteMinutes site = new SiteMinutes(AnomalyForest.untrained());
    private final Map<Integer, Double> highest = new HashMap<>();
    private final Map<String, Set<Integer>> labels = new TreeMap<>();
    private final Map<Integer, Standing> standings = new HashMap<>();

    private AnomalyScores(PlayedLimit limit) {
        this.limit = limit;
    }

    static AnomalyScores of(Mix mix) {
        var scores = new AnomalyScores(mix.limit());
        var door = new VirtualDoor(mix.limit(), Limits.DEFAULTS);
        DoorEvents events = mix.limit().events();
        long endMs = VirtualRun.WINDOW_MS;
        for (Attempt attempt : mix.attempts()) {
            if (attempt.timeMs() >= endMs) {
                events.end(scores::hear);
                door.sweep();
                endMs = attempt.timeMs() - attempt.timeMs() % VirtualRun.WINDOW_MS + VirtualRun.WINDOW_MS;
            }
            scores.labels.computeIfAbsent(attempt.label(), _ -> new HashSet<>()).add(attempt.client());
            scores.standings.merge(attempt.client(), attempt.standing(),
                    (one, other) -> one == Standing.ABUSE ? one : other);
            events.add(attempt, door.knock(attempt, false), scores::hear);
        }
        events.end(scores::hear);
        return scores;
    }

    private void hear(long timeMs, int client, Event event) {
        String name = Integer.toString(client);
        site.hear(name, event, timeMs);
        if (isScored(event)) {
            highest.merge(client, site.score(name), Math::max);
        }
    }

    /** Where messages are played a minute is scored when it is over: what was written in it is told of then. */
    private boolean isScored(Event event) {
        return limit != PlayedLimit.MESSAGE_RATE || event instanceof ConnectionActivity;
    }

    TextTable table() {
        TextTable table = new TextTable();
        List<Object> head = new ArrayList<>(List.of("label", "clients", "scored", "median of their highest"));
        for (double bar : BARS) {
            head.add("at " + bar + " or more");
        }
        table.add(head);
        labels.forEach((label, clients) -> table.add(row(label, clients)));
        for (double bar : BARS) {
            long abuse = over(bar, Standing.ABUSE);
            long people = over(bar, Standing.LEGIT);
            table.add(List.of("precision, recall of abuse at " + bar, "", "", "", share(abuse, abuse + people),
                    share(abuse, standings.values().stream().filter(one -> one == Standing.ABUSE).count()), ""));
        }
        return table;
    }

    private List<Object> row(String label, Set<Integer> clients) {
        List<Double> scored = clients.stream().map(client -> highest.getOrDefault(client, 0.0))
                .filter(score -> score > 0).sorted().toList();
        List<Object> row = new ArrayList<>(List.of(label, clients.size(), scored.size(),
                scored.isEmpty() ? "-" : "%.2f".formatted(scored.get(scored.size() / 2))));
        for (double bar : BARS) {
            row.add(scored.stream().filter(score -> score >= bar).count());
        }
        return row;
    }

    private long over(double bar, Standing standing) {
        return highest.entrySet().stream()
                .filter(one -> one.getValue() >= bar && standings.get(one.getKey()) == standing).count();
    }

    private static String share(long part, long of) {
        return of == 0 ? "-" : "%.1f %%".formatted(100.0 * part / of);
    }
}
