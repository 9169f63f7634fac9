package io.doorstep.benchmarks.loop;

import io.doorstep.benchmarks.evaluation.Labels;
import io.doorstep.benchmarks.evaluation.Mix;
import io.doorstep.benchmarks.evaluation.Standing;
import io.doorstep.benchmarks.replay.TraceKind;
import io.doorstep.benchmarks.replay.TraceRow;
import io.doorstep.benchmarks.sockets.ClientAddresses;
import io.doorstep.benchmarks.traffic.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What is played: a part of a trace from time 0 on, and what is laid over it.
 *
 * @param rows in the order of time, labelled with who they are and when they come
 * @param layers what is laid over, in the order of their beginning
 */
record Script(List<TraceRow> rows, List<Mix.Layer> layers) {
    private static final String LEGIT = "legit, ";
    static final String IN_PEACE = LEGIT + "in peace";

    Script {
        rows = List.copyOf(rows);
        layers = List.copyOf(layers);
    }

    /** @param offsetMs when it begins, in milliseconds of the trace */
    record Overlay(String name, Traffic traffic, long offsetMs) {
        Mix.Layer layer(long untilMs) {
            return new Mix.Layer(name, offsetMs, Math.min(untilMs, offsetMs + traffic.lasts().toMillis()));
        }
    }

    /**
     * @param trace sorted; its first row is at time 0
     * @param untilMs what comes later is left out
     * @param overlays clients of their own
     */
    static Script of(List<TraceRow> trace, Labels labels, List<Overlay> overlays, long untilMs, long seed) {
        List<Mix.Layer> layers = overlays.stream().map(overlay -> overlay.layer(untilMs))
                .sorted(Comparator.comparingLong(Mix.Layer::fromMs)).toList();
        List<TraceRow> rows = new ArrayList<>();
        long beginMs = trace.getFirst().timestampMs();
        trace.forEach(row -> {
            long time = row.timestampMs() - beginMs;
            rows.add(new TraceRow(time, row.client(), row.kind(), label(labels.of(row.label()), time, overlays)));
        });
        int next = 1 + trace.stream().mapToInt(TraceRow::client).max().orElseThrow();
        for (Overlay overlay : overlays) {
            next = layOver(rows, overlay, next, seed);
        }
        rows.removeIf(row -> row.timestampMs() > untilMs);
        rows.sort(Comparator.comparingLong(TraceRow::timestampMs));
        return new Script(rows, layers);
    }

    private static String label(Standing standing, long timeMs, List<Overlay> overlays) {
        if (standing != Standing.LEGIT) {
            return standing.name().toLowerCase(Locale.ROOT) + " of the trace";
        }
        return overlays.stream().filter(overlay -> overlay.offsetMs() <= timeMs
                && timeMs < overlay.offsetMs() + overlay.traffic().lasts().toMillis())
                .max(Comparator.comparing(overlay -> overlay.traffic().isLegit()))
                .map(overlay -> LEGIT + "during the " + overlay.name()).orElse(IN_PEACE);
    }

    /** People look at a page for a while; those who are none are gone as soon as they are answered. */
    private static int layOver(List<TraceRow> rows, Overlay overlay, int firstClient, long seed) {
        int[] next = {firstClient};
        overlay.traffic().play(new Random(seed), (afterMs, client) -> {
            int number = firstClient + client;
            if (number >= ClientAddresses.CLIENTS) {
                throw new IllegalArgumentException("there are no addresses for so many clients");
            }
            next[0] = Math.max(next[0], number + 1);
            long time = overlay.offsetMs() + afterMs;
            if (overlay.traffic().isLegit()) {
                rows.add(new TraceRow(time, number, TraceKind.PAGE, overlay.name()));
            } else {
                rows.add(new TraceRow(time, number, TraceKind.CONNECT, overlay.name()));
                rows.add(new TraceRow(time, number, TraceKind.DISCONNECT, overlay.name()));
            }
        });
        return next[0];
    }
}
