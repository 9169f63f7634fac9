package io.doorstep.system;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dialogue of the protocol's documentation.
 *
 * @param settings of the service it is with
 * @param ownKafka whether Kafka comes and goes in it
 */
record Dialogue(String name, List<String> settings, boolean ownKafka, List<Step> steps) {
    private static final Pattern BLOCK = Pattern.compile("```dialogue\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINE = Pattern.compile("(\\w+)([:<>]) (.+)");
    private static final Pattern SESSION = Pattern.compile("dialogue-[a-z-]+");
    private static final String WITH = "with ";
    private static final String OWN_KAFKA = "kafka of its own";

    enum Kind {
        ACTION,
        GETS,
        SENDS
    }

    record Step(String who, Kind kind, String what) {}

    static List<Dialogue> in(String document) {
        List<Dialogue> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(document);
        while (blocks.find()) {
            found.add(read(blocks.group(1)));
        }
        return found;
    }

    private static Dialogue read(String block) {
        List<String> settings = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        boolean ownKafka = false;
        for (String line : block.lines().toList()) {
            if (line.equals(WITH + OWN_KAFKA)) {
                ownKafka = true;
            } else if (line.startsWith(WITH)) {
                settings.add(line.substring(WITH.length()));
            } else {
                steps.add(step(line));
            }
        }
        Matcher session = SESSION.matcher(block);
        return new Dialogue(session.find() ? session.group() : "sessions", settings, ownKafka, steps);
    }

    private static Step step(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a line of a dialogue: " + line);
        }
        return new Step(matcher.group(1), switch (matcher.group(2)) {
            case "<" -> Kind.GETS;
            case ">" -> Kind.SENDS;
            default -> Kind.ACTION;
        }, matcher.group(3));
    }

    @Override
    public String toString() {
        return name;
    }
}
