package io.doorstep.events;

import java.util.List;

/**
 * How unlike others a sanctioned client was within a minute, as a Random Cut Forest trained on the site sees it. It stands
 * beside the evidence, and no sanction rests on it.
 *
 * @param score around 1 for an ordinary minute; the higher, the less it is like others
 * @param features what made the score, the most of it first
 */
public record SanctionAnomaly(double score, List<Feature> features) {
    public SanctionAnomaly {
        Promise.present("features", features);
        features = List.copyOf(features);
    }

    /**
     * @param name what was counted within the minute, such as {@code attempts}
     * @param value what it was
     * @param share of the score that it made, 0 to 1
     */
    public record Feature(String name, double value, double share) {
        public Feature {
            Promise.name("name", name);
        }
    }
}
