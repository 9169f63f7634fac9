package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * The checks that all events share, made where a record is constructed: a record that is read from a topic may lack what
 * its type promises.
 */
final class Promise {
    /** Longest name, in characters: of a client, a session, a product, an instance, a person. */
    static final int LONGEST_NAME = 1024;
    /** Longest sentence for people, in characters. */
    static final int LONGEST_SENTENCE = 65_536;

    private Promise() {}

    /** A value that is there. */
    static <T> void present(String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
    }

    /** Text of 1 to {@value #LONGEST_NAME} characters that can be written as UTF-8. */
    static void name(String what, @Nullable String value) {
        present(what, value);
        optionalName(what, value);
    }

    /** As {@link #name}, or absent. */
    static void optionalName(String what, @Nullable String value) {
        if (value == null) {
            return;
        }
        if (value.isEmpty() || value.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(what + " must have 1 to " + LONGEST_NAME + " characters, not "
                    + value.length());
        }
        requireWellFormed(what, value);
    }

    /** Text of at most {@value #LONGEST_SENTENCE} characters. */
    static void sentence(String what, @Nullable String value) {
        present(what, value);
        optionalSentence(what, value);
    }

    /** As {@link #sentence}, or absent. */
    static void optionalSentence(String what, @Nullable String value) {
        if (value != null && value.length() > LONGEST_SENTENCE) {
            throw new IllegalArgumentException(what + " must have at most " + LONGEST_SENTENCE + " characters, not "
                    + value.length());
        }
    }

    /** Half of a surrogate pair has no UTF-8: two names that differ would be one key. */
    private static void requireWellFormed(String what, String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (Character.isSurrogate(character)) {
                if (Character.isLowSurrogate(character) || i + 1 == value.length()
                        || !Character.isLowSurrogate(value.charAt(i + 1))) {
                    throw new IllegalArgumentException(what + " is not well-formed text");
                }
                i++;
            }
        }
    }

    /** A number that is not below the least. */
    static void atLeast(long least, String what, long value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
        }
    }
}
