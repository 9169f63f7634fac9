package io.doorstep.support.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings there are, and what is wrong with a name that is none of them. */
public final class SettingNames {
    private final List<SettingName> names;
    private final Set<String> uniform;
    private final Set<String> variables;
    private final List<Pattern> withKeys;
    private final List<Pattern> variablesWithKeys;

    private SettingNames(Stream<String> texts) {
        this.names = texts.distinct().map(SettingName::new).toList();
        this.uniform = all(SettingName::uniform);
        this.variables = Stream.concat(all(SettingName::uniformVariable).stream(),
                all(SettingName::uniformVariableWithDashes).stream()).collect(Collectors.toUnmodifiableSet());
        this.withKeys = names.stream().filter(SettingName::hasKey).map(SettingName::ofUniform).toList();
        this.variablesWithKeys = names.stream().filter(SettingName::hasKey)
                .flatMap(name -> Stream.of(name.ofVariable(name.uniformVariable()),
                        name.ofVariable(name.uniformVariableWithDashes())))
                .toList();
    }

    /** Those of all parts of Doorstep, since parts share environments and files. */
    public static SettingNames ofAllParts() {
        try (InputStream in = Objects.requireNonNull(SettingNames.class.getResourceAsStream("names.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new SettingNames(reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SettingNames of(String... names) {
        return new SettingNames(Stream.of(names));
    }

    SettingNames and(Stream<String> more) {
        return new SettingNames(Stream.concat(texts(), more));
    }

    /** As they are written in a file; elements of a list as {@code []}. */
    public Stream<String> texts() {
        return names.stream().map(SettingName::text);
    }

    /**
     * What is wrong with a name in a file, on a command line or among the system's properties.
     *
     * @param value that is set to; nothing is allowed where a list or a group has nothing in it
     * @return a sentence, or null where all is well or the name is not one of Doorstep's
     */
    @Nullable
    String faultOf(String written, @Nullable Object value) {
        String name = SettingName.uniform(written);
        if (!name.startsWith(SettingName.ROOT) || isKnown(name) || name.startsWith("doorstep.test.")) {
            return null;
        }
        List<SettingName> parts = names.stream().filter(known -> isWithin(known.uniform(), name)).toList();
        if (!parts.isEmpty()) {
            return value == null || value.toString().isBlank()
                    ? null
                    : written + " has no value of its own: write " + oneOf(parts);
        }
        return written + " is not a setting: the nearest known one is "
                + nearest(name, known -> known.withKeyOf(name, ".").uniform()).withKeyOf(written, ".").text()
                        .replace("[]", "[0]");
    }

    /** What is wrong with the name of an environment variable, or null. */
    @Nullable
    String faultOfVariable(String written, String value) {
        String name = SettingName.uniformVariable(written);
        if (!name.startsWith(SettingName.VARIABLE_ROOT) || variables.contains(name) || isForeign(name, value)
                || isInMap(name)) {
            return null;
        }
        SettingName nearest = nearest(name, known -> known.withKeyOf(name, "_").uniformVariable())
                .withKeyOf(written, "_");
        return written + " is not a setting: the nearest known one is " + nearest.variable() + " ("
                + nearest.text().replace("[]", "[0]") + ")";
    }

    private boolean isKnown(String uniformName) {
        return uniform.contains(uniformName) || isOne(withKeys, uniformName) || names.stream().map(SettingName::uniform)
                .anyMatch(known -> known.endsWith(".*")
                        && uniformName.startsWith(known.substring(0, known.length() - 1)));
    }

    private static boolean isOne(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private boolean isInMap(String variable) {
        return isOne(variablesWithKeys, variable) || names.stream().map(SettingName::uniformVariable)
                .anyMatch(known -> known.endsWith("_*") && variable.startsWith(known.substring(0, known.length() - 1)));
    }

    /** The tests of Doorstep have variables of their own, and Kubernetes sets some for each service by its name. */
    private static boolean isForeign(String variable, String value) {
        return variable.startsWith("DOORSTEP_TEST_") || variable.matches("DOORSTEP_(\\w+_)?SERVICE_(HOST|PORT(_\\w+)?)")
                || variable.matches("DOORSTEP_(\\w+_)?PORT_0_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?")
                || (variable.matches("DOORSTEP_(\\w+_)?PORT") && value.matches("(tcp|udp|sctp)://.*"));
    }

    private static boolean isWithin(String known, String group) {
        return known.startsWith(group + ".") || known.startsWith(group + "[]");
    }

    private static String oneOf(List<SettingName> parts) {
        String named = parts.stream().map(part -> part.text().replace("[]", "[0]")).collect(Collectors.joining(", "));
        return parts.size() == 1 ? named : "one of " + named;
    }

    /** One that begins with what is written, where there is one. */
    private SettingName nearest(String name, Function<SettingName, String> form) {
        return names.stream().min(Comparator.comparing((SettingName known) -> !form.apply(known).startsWith(name))
                .thenComparingInt(known -> Spelling.distance(name, form.apply(known)))).orElseThrow();
    }

    private Set<String> all(Function<SettingName, String> form) {
        return names.stream().map(form).collect(Collectors.toUnmodifiableSet());
    }
}
