package io.doorstep.benchmarks.commands;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Answers a mistake on the command line with one sentence, not with all the options. */
public final class TerseMistakes implements CommandLine.IParameterExceptionHandler {
    private static final int WRONG_INPUT = 2;

    @Override
    public int handleParseException(CommandLine.ParameterException mistake, String[] arguments) {
        PrintWriter err = mistake.getCommandLine().getErr();
        err.println(mistake.getMessage() + " (--help shows the options)");
        err.flush();
        return WRONG_INPUT;
    }
}
