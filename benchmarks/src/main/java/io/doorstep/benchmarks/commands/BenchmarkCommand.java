package io.doorstep.benchmarks.commands;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that says how far it is and what it has found, and shows its options when asked. */
public abstract class BenchmarkCommand {
    /** Behind the options of the command and those it mixes in. */
    private static final int LAST = Integer.MAX_VALUE;

    @Option(names = {"-h", "--help"}, usageHelp = true, order = LAST, description = "Show these options.")
    boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    protected final void say(String text) {
        print(spec.commandLine().getOut(), text);
    }

    /** Says what went wrong, apart from the results. */
    protected final void complain(String sentence) {
        print(spec.commandLine().getErr(), sentence);
    }

    private static void print(PrintWriter writer, String text) {
        writer.println(text);
        writer.flush();
    }

    /** A mistake on the command line. */
    protected final ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
