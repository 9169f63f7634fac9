package io.doorstep.events.json;

import io.doorstep.events.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A record as it is on Kafka, kept in {@code golden/VERSION/TYPE.FORM.txt}: its key and headers by name, an empty line,
 * its value.
 *
 * @param version the version of Doorstep that wrote it
 * @param form {@code full}: every field; {@code sparse}: those that are always there
 */
record Golden(String version, EventType type, String form, String text) {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final boolean WRITE = "write".equals(System.getProperty("doorstep.golden"));
    private static final String SNAPSHOT = "-SNAPSHOT";

    /** That of this version, written anew with {@code -Ddoorstep.golden=write} if this version is not released. */
    static Golden current(EventType type, String form, String wire) {
        String version = System.getProperty("doorstep.version", "");
        Path folder = FOLDER.resolve(version.replace(SNAPSHOT, ""));
        Path file = folder.resolve(type.typeName() + "." + form + ".txt");
        try {
            if (WRITE && version.endsWith(SNAPSHOT)) {
                Files.createDirectories(folder);
                Files.writeString(file, wire);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read(file);
    }

    /** Those of all versions, this one included. */
    static List<Golden> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).sorted().map(Golden::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Golden read(Path file) {
        Path name = FOLDER.relativize(file);
        String[] typeAndForm = name.getName(1).toString().replaceFirst("\\.txt$", "").split("\\.(?=[a-z]+$)", -1);
        try {
            return new Golden(name.getName(0).toString(), EventType.named(typeAndForm[0]).orElseThrow(), typeAndForm[1],
                    Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> headers() {
        return text.substring(0, text.indexOf("\n\n")).lines().map(line -> line.split(": ", 2))
                .filter(header -> !header[0].equals("key"))
                .collect(Collectors.toMap(header -> header[0], header -> header[1]));
    }

    String value() {
        return text.substring(text.indexOf("\n\n") + 2).strip();
    }

    JsonNode json() {
        return DoorstepJson.mapper().readTree(value());
    }

    @Override
    public String toString() {
        return version + " " + type.typeName() + " " + form;
    }
}
