package io.doorstep.benchmarks;

import io.doorstep.benchmarks.bare.Bare;
import io.doorstep.benchmarks.commands.TerseMistakes;
import io.doorstep.benchmarks.conversation.ConversationBenchmark;
import io.doorstep.benchmarks.decision.DecisionBenchmark;
import io.doorstep.benchmarks.door.FloodBenchmark;
import io.doorstep.benchmarks.door.InstancesBenchmark;
import io.doorstep.benchmarks.door.RevisionBenchmark;
import io.doorstep.benchmarks.door.SocketsBenchmark;
import io.doorstep.benchmarks.evaluation.Evaluation;
import io.doorstep.benchmarks.events.LearnerBenchmark;
import io.doorstep.benchmarks.events.OfferBenchmark;
import io.doorstep.benchmarks.events.PublisherBenchmark;
import io.doorstep.benchmarks.hostile.HostileHour;
import io.doorstep.benchmarks.hostile.TroubleBenchmark;
import io.doorstep.benchmarks.loop.LoopBenchmark;
import io.doorstep.benchmarks.outage.OutageBenchmark;
import io.doorstep.benchmarks.soak.Soak;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the benchmark that the first word names. */
@Command(name = "benchmark", description = "Measures the door.", subcommands = {SocketsBenchmark.class,
        ConversationBenchmark.class, FloodBenchmark.class, InstancesBenchmark.class, OutageBenchmark.class,
        DecisionBenchmark.class,
        OfferBenchmark.class, PublisherBenchmark.class, LearnerBenchmark.class, RevisionBenchmark.class,
        Evaluation.class, LoopBenchmark.class, Soak.class, HostileHour.class, TroubleBenchmark.class,
        Bare.class})
public final class Benchmarks implements Runnable {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show the commands.")
    boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        int status = commandLine().execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new TerseMistakes());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
                "Name a benchmark: " + String.join(", ", spec.subcommands().keySet()));
    }
}
