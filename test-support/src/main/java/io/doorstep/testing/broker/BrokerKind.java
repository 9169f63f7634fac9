package io.doorstep.testing.broker;

import java.util.Optional;

/** Where the shared broker runs. */
enum BrokerKind {
    DOCKER("docker"),
    IN_PROCESS("in-process");

    /** System property that forces a kind; {@code DOORSTEP_TEST_BROKER} does the same. */
    static final String PROPERTY = "doorstep.test.broker";

    private final String word;

    BrokerKind(String word) {
        this.word = word;
    }

    /** The kind somebody asks for; empty = Docker where it answers. */
    static Optional<BrokerKind> forced() {
        String word = System.getProperty(PROPERTY, System.getenv().getOrDefault("DOORSTEP_TEST_BROKER", ""));
        return word.isBlank() ? Optional.empty() : Optional.of(named(word));
    }

    static BrokerKind named(String word) {
        for (BrokerKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(PROPERTY + " is docker or in-process, not " + word);
    }
}
