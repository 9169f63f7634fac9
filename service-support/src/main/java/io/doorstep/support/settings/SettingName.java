package io.doorstep.support.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of a setting, such as {@code doorstep.pool.max-per-client}.
 *
 * @param text elements of a list as {@code []}, as in {@code doorstep.users[].name}; {@code *} = any key of a map, as in
 *     {@code doorstep.countries.*.max-per-client}, and at the end any name
 */
record SettingName(String text) {
    static final String ROOT = "doorstep.";
    static final String VARIABLE_ROOT = "DOORSTEP_";

    private static final String KEY = ".*.";

    /** Whether a key of a map is within it. */
    boolean hasKey() {
        return text.contains(KEY);
    }

    /** This name with the key that somebody has written; as it is where it has no key, or nothing is written there. */
    SettingName withKeyOf(String written, String separator) {
        int at = text.indexOf(KEY);
        if (at < 0) {
            return this;
        }
        int parts = (int) text.substring(0, at).chars().filter(c -> c == '.').count() + 1;
        String[] all = written.split(Pattern.quote(separator), -1);
        return all.length <= parts
                ? this
                : new SettingName(text.substring(0, at + 1) + all[parts] + text.substring(at + KEY.length() - 1));
    }

    /** What a name that is written in a file matches in its uniform way: a key has no dot, unless it is in brackets. */
    Pattern ofUniform() {
        return pattern(uniform(), KEY, "(?:\\.[^.\\[\\]]+|\\[[^\\]]*])\\.");
    }

    /** What the name of a variable matches in its uniform way. */
    Pattern ofVariable(String uniform) {
        return pattern(uniform, "_*_", "_[^_]+_");
    }

    private static Pattern pattern(String uniform, String key, String anyKey) {
        return Pattern.compile(Arrays.stream(uniform.split(Pattern.quote(key), -1)).map(Pattern::quote)
                .collect(Collectors.joining(anyKey)));
    }

    /** As it is written in Boot's way for environment variables; an element of a list has the number 0. */
    String variable() {
        return text.replace("[]", ".0").replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** The same for all ways to write a name in a file or on a command line; Boot knows them as relaxed binding. */
    String uniform() {
        return uniform(text);
    }

    /** The same for all numbers of elements. */
    String uniformVariable() {
        return uniformVariable(variable());
    }

    /** Boot reads this way of naming a variable, too: each dash is a underscore. */
    String uniformVariableWithDashes() {
        return uniformVariable(text.replace("[]", ".0").replace('-', '_').replace('.', '_'));
    }

    static String uniform(String written) {
        return written.replaceAll("\\[\\d+]", "[]").replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    static String uniformVariable(String written) {
        return written.toUpperCase(Locale.ROOT).replaceAll("_\\d+(?=_|$)", "_0");
    }
}
