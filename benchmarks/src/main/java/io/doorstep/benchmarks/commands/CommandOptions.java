package io.doorstep.benchmarks.commands;

import io.doorstep.benchmarks.tables.TimeText;
import java.time.Duration;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that a command mixes in, and that may be wrong in ways that only their values show. */
public abstract class CommandOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** A mistake on the command line. */
    protected final ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** What is made of a value; one that does not fit is a mistake on the command line. */
    protected final <T> T argument(Supplier<T> parsed) {
        try {
            return parsed.get();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** @param option such as {@code --stay} */
    protected final Duration span(String option, String text) {
        try {
            return TimeText.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(option + ": " + e.getMessage() + ", not " + text);
        }
    }
}
