package io.doorstep.stack;

import java.util.List;

/** What the first word of the command line asks for. */
enum Command {
    EVERYTHING,
    BROKER;

    static Command of(List<String> words) {
        return switch (words.size()) {
            case 0 -> EVERYTHING;
            case 1 -> named(words.getFirst());
            default -> throw StartRefused.usage(
                    "Give one command at most, not " + words.size() + ": " + String.join(" ", words));
        };
    }

    private static Command named(String word) {
        if (word.equals("broker")) {
            return BROKER;
        }
        throw StartRefused.usage("There is no command '" + word
                + "': give none to start everything, or 'broker' to start the broker alone.");
    }
}
