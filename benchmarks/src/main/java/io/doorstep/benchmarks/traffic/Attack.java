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
    OFFICE,
    /** Addresses that ask for more than is allowed, and never stop. */
    SIEGE,
    /** Addresses that are loud for five minutes of every twenty. */
    PULSE,
    /** One address that is busy, and within the limit. */
    DECOY,
    /** More loud clients than there are visitors. */
    MAJORITY,
    /** As many that become louder so slowly that each step looks like growth. */
    SLOW_BOIL,
    /** A loud night before a busy morning. */
    DAWN;

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration NIGHT = Duration.ofHours(6);

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
            case SIEGE -> new Pulse(5, 80, WINDOW, WINDOW, NIGHT);
            case PULSE -> new Pulse(5, 300, WINDOW, Duration.ofMinutes(20), NIGHT);
            case DECOY -> new Pulse(1, 40, WINDOW, WINDOW, NIGHT);
            case MAJORITY -> new Pulse(25, 500, WINDOW, WINDOW, Duration.ofHours(2));
            case SLOW_BOIL -> new Poisoner(25, 30, 500, NIGHT);
            case DAWN -> new Dawn(new Pulse(5, 80, WINDOW, WINDOW, NIGHT),
                    new FlashCrowd(400, Duration.ofSeconds(10), Duration.ofMinutes(30)));
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
            case SIEGE -> new Pulse(5, 300, WINDOW, WINDOW, NIGHT);
            case PULSE -> new Pulse(5, 1500, WINDOW, Duration.ofMinutes(20), NIGHT);
            case DECOY -> new Pulse(1, 120, WINDOW, WINDOW, NIGHT);
            case MAJORITY -> new Pulse(25, 1500, WINDOW, WINDOW, Duration.ofHours(2));
            case SLOW_BOIL -> new Poisoner(25, 60, 1500, NIGHT);
            case DAWN -> new Dawn(new Pulse(5, 300, WINDOW, WINDOW, NIGHT),
                    new FlashCrowd(400, Duration.ofSeconds(5), Duration.ofMinutes(30)));
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
