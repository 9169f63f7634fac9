package io.doorstep.benchmarks.evaluation;

import java.util.List;

/**
 * The attempts of all traces and attacks that are laid over each other.
 *
 * @param limit what they are attempts at
 * @param attempts in the order of time
 * @param clients how many clients they come from
 * @param layers what was laid over the traces
 */
public record Mix(PlayedLimit limit, List<Attempt> attempts, int clients, List<Layer> layers) {
    /** The name of a layer: the loud part of the abuse that a trace has of its own. */
    static final String LOUD = "loud";

    public Mix {
        attempts = List.copyOf(attempts);
        layers = List.copyOf(layers);
    }

    /** Of connection attempts. */
    public Mix(List<Attempt> attempts, int clients, List<Layer> layers) {
        this(PlayedLimit.CONNECTION_RATE, attempts, clients, layers);
    }

    /** @param name of what was laid over, from when to when since the beginning of the mix, in milliseconds */
    public record Layer(String name, long fromMs, long toMs) {}

    List<Layer> layers(Object name) {
        return layers.stream().filter(layer -> layer.name().equals(name.toString())).toList();
    }

    long lastMs() {
        return attempts.isEmpty() ? 0 : attempts.getLast().timeMs();
    }
}
