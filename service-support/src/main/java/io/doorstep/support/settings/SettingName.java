package io.doorstep.support.settings;

import java.util.Locale;

/**
 * The name of a setting, such as {@code doorstep.pool.max-per-client}.
 *
 * @param text elements of a list as {@code []}, as in {@code doorstep.users[].name}; {@code *} at the end = any name
 */
record SettingName(String text) {
    static final String ROOT = "doorstep.";
    static final String VARIABLE_ROOT = "DOORSTEP_";

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
