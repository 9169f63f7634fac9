package io.doorstep.benchmarks.traffic;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be laid over a trace, with the parameters it has unless somebody says otherwise. Not all of it is meant ill. */
public enum Attack {
    BURST,
    DRIP,
    ROTATING,
    POISONER,
    FLASH_CROWD,
    RECONNECT_STORM,
    OFFICE;

    /** Of connection attempts. */
    public Traffic traffic() {
        return switch (this) {
            case BURST -> new Burst(5, 60, Duration.ofMinutes(30));
            case DRIP -> new Drip(20, Duration.ofSeconds(35), Duration.ofHours(2));
            case ROTATING -> new Rotating(120, 3, Duration.ofMinutes(45));
            case POISONER -> new Poisoner(8, 10, 400, Duration.ofHours(36));
            case FLASH_CROWD -> new FlashCrowd(400, Duration.ofSeconds(10), Duration.ofMinutes(30));
            case RECONNECT_STORM -> new ReconnectStorm(300, 12, Duration.ofMinutes(2));
            case OFFICE -> new Office(200, Duration.ofMinutes(30), Duration.ofHours(8));
        };
    }

    /**
     * Of messages, each client one session; empty where it is nothing of theirs: behind one address everybody has a session
     * of his own, and a restart makes nobody talk.
     */
    public Optional<Traffic> messages() {
        return Optional.ofNullable(switch (this) {
            case BURST -> new Burst(5, 300, Duration.ofMinutes(30));
            case DRIP -> new Drip(20, Duration.ofSeconds(7), Duration.ofHours(2));
            case ROTATING -> new Rotating(120, 3, Duration.ofMinutes(45));
            case POISONER -> new Poisoner(8, 30, 1200, Duration.ofHours(36));
            case FLASH_CROWD -> new FlashCrowd(400, Duration.ofSeconds(5), Duration.ofMinutes(30));
            case RECONNECT_STORM, OFFICE -> null;
        });
    }

    /**
     * @param word as it is written on the command line
     * @throws IllegalArgumentException where there is none of that name
     */
    public static Attack named(String word) {
        return Arrays.stream(values()).filter(attack -> attack.toString().equalsIgnoreCase(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no attack " + word + "; there are " + Arrays.toString(values())));
    }

    /** As it is written on the command line, such as {@code flash-crowd}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
