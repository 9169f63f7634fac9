package io.doorstep.benchmarks.evaluation;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.doorstep.benchmarks.replay.TraceRow;
import io.doorstep.benchmarks.traffic.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Lays traces and attacks over each other. Clients of different traces are different clients. */
final class Mixer {
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Mix.Layer> layers = new ArrayList<>();
    private final PlayedLimit limit;
    private final long seed;
    private int clients;

    /** @param limit whose attempts are in the mix */
    Mixer(PlayedLimit limit, long seed) {
        this.limit = limit;
        this.seed = seed;
    }

    /** Adds a trace whose first row comes {@code offsetMs} after the beginning. */
    void add(List<TraceRow> rows, long offsetMs, Labels labels) {
        long shift = offsetMs - rows.getFirst().timestampMs();
        Map<Integer, Integer> numbers = new HashMap<>();
        Function<TraceRow, Standing> standings = labels.of(rows);
        int before = attempts.size();
        for (TraceRow row : rows) {
            if (limit.isAttempt(row.kind())) {
                int client = numbers.computeIfAbsent(row.client(), _ -> clients++);
                attempts.add(
                        new Attempt(row.timestampMs() + shift, client, standings.apply(row), row.label(), row.text()));
            }
        }
        shadeLoud(attempts.subList(before, attempts.size()));
    }

    /** Where somebody whom the door is to keep out makes more attempts than a permissive limit lets through, many times over. */
    private void shadeLoud(List<Attempt> added) {
        Map<Long, Map<Integer, Long>> abuse = added.stream().filter(attempt -> attempt.standing() == Standing.ABUSE)
                .collect(groupingBy(attempt -> attempt.timeMs() / limit.windowMs(),
                        groupingBy(Attempt::client, counting())));
        LongSummaryStatistics loud = abuse.entrySet().stream()
                .filter(window -> window.getValue().values().stream().anyMatch(count -> count > limit.loud()))
                .mapToLong(Map.Entry::getKey).summaryStatistics();
        if (loud.getCount() > 0) {
            layers.add(new Mix.Layer(Mix.LOUD, loud.getMin() * limit.windowMs(),
                    (loud.getMax() + 1) * limit.windowMs() - 1));
        }
    }

    /** Adds traffic that is made; the same whatever else is in the mix. */
    void add(Traffic traffic, long offsetMs) {
        add("made", traffic, offsetMs);
    }

    private void add(String label, Traffic traffic, long offsetMs) {
        int first = clients;
        traffic.play(new Random(seed), (afterMs, client) -> {
            attempts.add(new Attempt(offsetMs + afterMs, first + client,
                    traffic.isLegit(client) ? Standing.LEGIT : Standing.ABUSE, label, null));
            clients = Math.max(clients, first + client + 1);
        });
    }

    /** The same as a layer of its own, with a name. */
    void layOver(String name, Traffic traffic, long offsetMs) {
        add(name, traffic, offsetMs);
        layers.add(new Mix.Layer(name, offsetMs, offsetMs + traffic.lasts().toMillis()));
    }

    Mix mix() {
        List<Attempt> sorted = new ArrayList<>(attempts);
        sorted.sort(Comparator.comparingLong(Attempt::timeMs));
        return new Mix(limit, sorted, clients, layers);
    }
}
