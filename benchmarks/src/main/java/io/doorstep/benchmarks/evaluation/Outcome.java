package io.doorstep.benchmarks.evaluation;

import io.doorstep.benchmarks.evaluation.WindowResult.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What one policy did with one mix.
 *
 * @param windows those with attempts, in order; at least one
 * @param legitClients clients that made a legit attempt
 * @param rejectedClients of them, those that were rejected at least once
 * @param sanctions that were imposed, or would have been, in the order of time
 */
public record Outcome(String policy, List<WindowResult> windows, long legitClients, long rejectedClients,
        long revisions, List<VirtualSanctions.Imposed> sanctions) {
    private static final double NEAR = 0.10;

    public Outcome {
        windows = List.copyOf(windows);
        sanctions = List.copyOf(sanctions);
    }

    /** Without sanctions. */
    public Outcome(String policy, List<WindowResult> windows, long legitClients, long rejectedClients,
            long revisions) {
        this(policy, windows, legitClients, rejectedClients, revisions, List.of());
    }

    Count legit() {
        return sum(WindowResult::legit);
    }

    Count abuse() {
        return sum(WindowResult::abuse);
    }

    /** Abuse in the windows that the layer touches. */
    Count abuse(Mix.Layer layer) {
        return during(layer).stream().map(WindowResult::abuse).reduce(Count.NONE, Count::add);
    }

    private Count sum(Function<WindowResult, Count> part) {
        return windows.stream().map(part).reduce(Count.NONE, Count::add);
    }

    int lowest() {
        return windows.stream().mapToInt(WindowResult::limit).min().orElse(0);
    }

    int highest() {
        return windows.stream().mapToInt(WindowResult::limit).max().orElse(0);
    }

    int last() {
        return windows.getLast().limit();
    }

    /**
     * The most windows it took after a change of regime until the limit was, and stayed, within 10 % of the last one of
     * that regime. Regimes are the parts between the beginnings and ends of what was laid over.
     */
    int windowsToAdapt(Mix mix) {
        List<Long> changes = new ArrayList<>();
        mix.layers().forEach(layer -> {
            changes.add(layer.fromMs());
            changes.add(layer.toMs());
        });
        int most = 0;
        List<WindowResult> regime = new ArrayList<>();
        for (WindowResult window : windows) {
            long endMs = window.startMs() + VirtualRun.WINDOW_MS;
            if (changes.stream().anyMatch(change -> change >= window.startMs() && change < endMs)) {
                most = Math.max(most, settling(regime));
                regime.clear();
            }
            regime.add(window);
        }
        return Math.max(most, settling(regime));
    }

    private static int settling(List<WindowResult> regime) {
        int settled = regime.size();
        while (settled > 0 && Math.abs(regime.get(settled - 1).limit() - regime.getLast().limit()) <= NEAR
                * regime.getLast().limit()) {
            settled--;
        }
        return settled;
    }

    /** Windows of a layer that go by before no more than the share of legit attempts is rejected in any of the rest. */
    int windowsToServe(Mix.Layer layer, double share) {
        List<WindowResult> during = during(layer);
        int served = during.size();
        while (served > 0 && during.get(served - 1).legit().rejectedShare() <= share) {
            served--;
        }
        return served;
    }

    private List<WindowResult> during(Mix.Layer layer) {
        return windows.stream().filter(
                window -> window.startMs() + VirtualRun.WINDOW_MS > layer.fromMs() && window.startMs() <= layer.toMs())
                .toList();
    }

    /** What half of the clients stayed within, in any window with so many clients. */
    double highestMedian(int atLeast) {
        return windows.stream().filter(window -> window.clients() >= atLeast).mapToDouble(WindowResult::median).max()
                .orElse(0);
    }
}
