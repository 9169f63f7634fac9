package io.doorstep.analytics.anomaly;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.returntypes.DiVector;
import com.amazon.randomcutforest.state.RandomCutForestMapper;
import com.amazon.randomcutforest.state.RandomCutForestState;
import io.doorstep.events.SanctionAnomaly;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A Random Cut Forest over minutes of clients (Guha et al., <i>Robust random cut forest based anomaly detection on
 * streams</i>, ICML 2016). It is cold until it has seen a day. A score around 1 is an ordinary minute; the higher, the less
 * the minute is like others. Mutable, for one thread; the same minutes give the same scores.
 */
public final class AnomalyForest {
    /** So long it only learns. */
    static final long COLD_MS = Duration.ofDays(1).toMillis();
    private static final List<Feature> FEATURES = List.of(Feature.values());
    private static final int TREES = 50;
    private static final int SAMPLES = 256;
    /** It has mostly forgotten what was before the last so many minutes of clients. */
    private static final double MEMORY = 100_000;
    private static final long SEED = 14;
    /** A feature that made less of a score is not named. */
    private static final double LEAST_SHARE = 0.1;

    private final RandomCutForest forest;
    private long firstMs;
    private long latestMs;

    private AnomalyForest(RandomCutForest forest, long firstMs, long latestMs) {
        this.forest = forest;
        this.firstMs = firstMs;
        this.latestMs = latestMs;
    }

    /** One that has seen nothing. */
    public static AnomalyForest untrained() {
        return new AnomalyForest(RandomCutForest.builder().dimensions(Feature.COUNT).numberOfTrees(TREES)
                .sampleSize(SAMPLES).timeDecay(1 / MEMORY).randomSeed(SEED).build(), -1, -1);
    }

    /**
     * What is kept of it over a restart.
     *
     * @param firstMs of the first minute it saw, in milliseconds since the epoch; -1 for none
     * @param latestMs of the latest
     */
    public record Saved(long firstMs, long latestMs, RandomCutForestState forest) {}

    public Saved save() {
        var mapper = new RandomCutForestMapper();
        mapper.setSaveTreeStateEnabled(true);
        mapper.setPartialTreeStateEnabled(true);
        mapper.setSaveExecutorContextEnabled(true);
        return new Saved(firstMs, latestMs, mapper.toState(forest));
    }

    /** The same as was saved, or an untrained one where that was of other features. */
    public static AnomalyForest of(Saved saved) {
        return saved.forest().getDimensions() == Feature.COUNT
                ? new AnomalyForest(new RandomCutForestMapper().toModel(saved.forest()), saved.firstMs(),
                        saved.latestMs())
                : untrained();
    }

    void learn(ClientMinute minute, long timeMs) {
        firstMs = firstMs < 0 ? timeMs : firstMs;
        latestMs = Math.max(latestMs, timeMs);
        forest.update(minute.vector());
    }

    /** How many minutes of clients it has seen. */
    long learned() {
        return forest.getTotalUpdates();
    }

    boolean isCold() {
        return latestMs - firstMs < COLD_MS || !forest.isOutputReady();
    }

    /** The score of a minute; 0 while it is cold. */
    double score(ClientMinute minute) {
        return isCold() ? 0 : forest.getAnomalyScore(minute.vector());
    }

    /** How unlike others a minute is, and what makes it so; empty while it is cold. */
    Optional<SanctionAnomaly> explain(ClientMinute minute) {
        if (isCold()) {
            return Optional.empty();
        }
        DiVector parts = forest.getAnomalyAttribution(minute.vector());
        double score = parts.getHighLowSum();
        List<SanctionAnomaly.Feature> features = new ArrayList<>();
        for (Feature feature : FEATURES) {
            double share = rounded(parts.getHighLowSum(feature.place()) / score);
            if (share >= LEAST_SHARE) {
                features.add(new SanctionAnomaly.Feature(feature.title(), minute.value(feature), share));
            }
        }
        features.sort(Comparator.comparingDouble(SanctionAnomaly.Feature::share).reversed());
        return Optional.of(new SanctionAnomaly(rounded(score), features));
    }

    private static double rounded(double number) {
        return Math.round(100 * number) / 100.0;
    }
}
