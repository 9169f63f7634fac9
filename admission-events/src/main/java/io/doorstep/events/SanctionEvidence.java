package io.doorstep.events;

/**
 * One number that a sanction rests on.
 *
 * @param name what was counted, with its period, such as {@code refusals_per_minute}
 * @param value what it was, at least {@code bound}
 * @param bound from which on the rule speaks
 */
public record SanctionEvidence(String name, double value, double bound) {
    public SanctionEvidence {
        Promise.name("name", name);
    }
}
