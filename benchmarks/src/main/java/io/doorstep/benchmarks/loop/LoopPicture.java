package io.doorstep.benchmarks.loop;

import io.doorstep.benchmarks.evaluation.Attempt;
import io.doorstep.benchmarks.evaluation.Mix;
import io.doorstep.benchmarks.evaluation.Outcome;
import io.doorstep.benchmarks.evaluation.Plot;
import io.doorstep.benchmarks.evaluation.Standing;
import io.doorstep.benchmarks.evaluation.WindowResult;
import io.doorstep.benchmarks.evaluation.WindowResult.Count;
import io.doorstep.events.Limits;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.UsagePattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;

/** The effective limit, the candidate, the demand and the steps over the time of the trace, as the evaluation draws them. */
record LoopPicture(TraceClock clock, Script script, List<Steps.Step> steps,
        List<UsagePattern> patterns) {

    /** An SVG; at least one window has passed. */
    String draw() {
        List<Mix.Layer> layers = new ArrayList<>(script.layers());
        steps.stream().filter(step -> step.sighting().kind() != RevisionKind.TRIED)
                .forEach(step -> layers.add(mark(step)));
        layers.sort(Comparator.comparingLong(Mix.Layer::fromMs));
        long lastMs = Math.max(script.rows().getLast().timestampMs(),
                windowTime(patterns.getLast().windowStartMs()) + clock.windowEnd(clock.startMs()).toMillis());
        Mix mix = new Mix(List.of(new Attempt(lastMs, 0, Standing.OTHER)), 1, layers);
        return Plot.of(mix, List.of(outcome("candidate", LoopPicture::tried), outcome("in force", Sighting::limit)));
    }

    private Mix.Layer mark(Steps.Step step) {
        long at = clock.windowEnd(step.windowStartMs()).toMillis();
        return new Mix.Layer(Verdict.words(step.sighting().kind()), at, at);
    }

    private static int tried(Sighting sighting) {
        return Objects.requireNonNullElse(sighting.candidate(), sighting.limit());
    }

    private Outcome outcome(String name, ToIntFunction<Sighting> number) {
        return new Outcome(name, patterns.stream().map(pattern -> window(pattern, number)).toList(), 0, 0,
                steps.size());
    }

    private WindowResult window(UsagePattern pattern, ToIntFunction<Sighting> number) {
        int limit = steps.stream().filter(step -> step.windowStartMs() < pattern.windowStartMs())
                .reduce((_, later) -> later).map(step -> number.applyAsInt(step.sighting()))
                .orElse(Limits.DEFAULTS.connectionRate().limit());
        return new WindowResult(windowTime(pattern.windowStartMs()), limit, pattern.clients(),
                pattern.attemptsPerClient().p50(), pattern.attemptsPerClient().p99(), Count.NONE, Count.NONE);
    }

    private long windowTime(long epochMs) {
        return clock.traceTime(epochMs).toMillis();
    }
}
