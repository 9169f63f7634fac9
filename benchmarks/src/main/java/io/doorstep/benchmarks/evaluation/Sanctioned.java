package io.doorstep.benchmarks.evaluation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.doorstep.benchmarks.tables.TextTable;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whom the rules have met: by rule, and by label. A client is one of abuse that made any attempt of abuse, else one of
 * people that made any legit one.
 */
final class Sanctioned {
    private static final double CONFIDENCE = 0.95;
    /** The rules whose events are played. */
    private static final List<SanctionRule> PLAYED = List.of(SanctionRule.HAMMERING, SanctionRule.RACING,
            SanctionRule.FLOODING, SanctionRule.BROADCAST);

    private final Map<Integer, Standing> standings = new HashMap<>();
    private final Map<String, Set<Integer>> labels = new TreeMap<>();
    private final Map<Integer, List<Long>> times;
    private final List<VirtualSanctions.Imposed> imposed;

    Sanctioned(Mix mix, List<VirtualSanctions.Imposed> imposed) {
        this.imposed = imposed;
        Set<Integer> met = imposed.stream().map(VirtualSanctions.Imposed::client).collect(toSet());
        for (Attempt attempt : mix.attempts()) {
            standings.merge(attempt.client(), attempt.standing(), Sanctioned::worse);
            labels.computeIfAbsent(attempt.label(), _ -> new HashSet<>()).add(attempt.client());
        }
        times = mix.attempts().stream().filter(attempt -> met.contains(attempt.client()))
                .collect(groupingBy(Attempt::client, Collectors.mapping(Attempt::timeMs, Collectors.toList())));
    }

    private static Standing worse(Standing one, Standing other) {
        if (one == Standing.ABUSE || other == Standing.ABUSE) {
            return Standing.ABUSE;
        }
        return one == Standing.LEGIT || other == Standing.LEGIT ? Standing.LEGIT : Standing.OTHER;
    }

    TextTable byRule() {
        TextTable table = new TextTable();
        table.add(List.of("rule", "people sanctioned", "of", "at most (95 %)", "people restricted",
                "abuse sanctioned", "of", "others", "precision", "recall", "median s to a restriction"));
        for (SanctionRule rule : PLAYED) {
            Set<Integer> met = met(rule, false);
            long people = count(met, Standing.LEGIT);
            long abuse = count(met, Standing.ABUSE);
            long allPeople = count(standings.keySet(), Standing.LEGIT);
            long allAbuse = count(standings.keySet(), Standing.ABUSE);
            table.add(List.of(name(rule), people, allPeople, percent(upperBound(people, allPeople)),
                    count(met(rule, true), Standing.LEGIT), abuse, allAbuse, count(met, Standing.OTHER),
                    share(abuse, abuse + people), share(abuse, allAbuse), secondsToRestriction(rule)));
        }
        return table;
    }

    TextTable byLabel() {
        TextTable table = new TextTable();
        List<Object> head = new ArrayList<>(List.of("label", "clients"));
        PLAYED.forEach(rule -> head.add(name(rule)));
        table.add(head);
        labels.forEach((label, clients) -> {
            List<Object> row = new ArrayList<>(List.of(label, clients.size()));
            PLAYED.forEach(rule -> row.add(met(rule, false).stream().filter(clients::contains).count()));
            table.add(row);
        });
        return table;
    }

    private Set<Integer> met(SanctionRule rule, boolean restricted) {
        return imposed.stream().filter(one -> one.draft().rule() == rule)
                .filter(one -> !restricted || one.draft().step() != SanctionStep.WARNED)
                .map(VirtualSanctions.Imposed::client).collect(toSet());
    }

    private long count(Set<Integer> clients, Standing standing) {
        return clients.stream().filter(client -> standings.get(client) == standing).count();
    }

    /** Of abuse: from the first attempt after a quiet window until the first restriction is in force. */
    private String secondsToRestriction(SanctionRule rule) {
        Map<Integer, Long> firsts = new HashMap<>();
        imposed.stream().filter(one -> one.draft().rule() == rule && one.draft().step() != SanctionStep.WARNED
                && standings.get(one.client()) == Standing.ABUSE)
                .forEach(one -> firsts.putIfAbsent(one.client(), one.draft().sinceMs()));
        List<Long> waits = firsts.entrySet().stream()
                .map(first -> first.getValue() + VirtualSanctions.LATENCY_MS - spell(first.getKey(), first.getValue()))
                .sorted().toList();
        return waits.isEmpty() ? "-" : "%.1f".formatted(waits.get(waits.size() / 2) / 1000.0);
    }

    private long spell(int client, long untilMs) {
        long start = untilMs;
        long before = Long.MIN_VALUE / 2;
        for (long timeMs : times.getOrDefault(client, List.of())) {
            if (timeMs > untilMs) {
                break;
            }
            start = timeMs - before > VirtualRun.WINDOW_MS ? timeMs : start;
            before = timeMs;
        }
        return start;
    }

    /** The upper end of the one-sided interval of Clopper and Pearson, for a share of which so many were seen. */
    static double upperBound(long seen, long of) {
        if (seen >= of) {
            return 1;
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double share = (low + high) / 2;
            if (atMost(seen, of, share) > 1 - CONFIDENCE) {
                low = share;
            } else {
                high = share;
            }
        }
        return high;
    }

    private static double atMost(long seen, long of, double share) {
        double log = of * Math.log1p(-share);
        double sum = Math.exp(log);
        for (long k = 1; k <= seen; k++) {
            log += Math.log((double) (of - k + 1) / k) + Math.log(share) - Math.log1p(-share);
            sum += Math.exp(log);
        }
        return sum;
    }

    private static String name(SanctionRule rule) {
        return rule.name().toLowerCase(Locale.ROOT);
    }

    private static String share(long part, long of) {
        return of == 0 ? "-" : percent((double) part / of);
    }

    private static String percent(double share) {
        return "%.3f %%".formatted(100 * share);
    }
}
