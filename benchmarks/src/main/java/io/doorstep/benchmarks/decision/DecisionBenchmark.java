package io.doorstep.benchmarks.decision;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.tables.Medians;
import io.doorstep.benchmarks.tables.TextTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a decision and a tracked client of Doorstep beside those of Resilience4j and Bucket4j. */
@Command(name = "decision", sortOptions = false, description = "Nanoseconds of a decision and bytes of a tracked client, beside other limiters.")
public final class DecisionBenchmark extends BenchmarkCommand implements Runnable {
    private static final int THOROUGH_ROUNDS = 3;

    @Option(names = "--quick", description = "One short round in place of " + THOROUGH_ROUNDS + ".")
    private boolean quick;

    @Option(names = "--tracked", defaultValue = "200000", paramLabel = "N", description = "Clients that are weighed; 0: leave this part out. Default: ${DEFAULT-VALUE}")
    private int tracked;

    @Override
    public void run() {
        if (tracked > 0) {
            say("\n" + weights());
        }
        say("\n" + times());
    }

    private String weights() {
        Map<Subject, Long> bytes = new EnumMap<>(Subject.class);
        for (Subject subject : List.of(Subject.DOORSTEP, Subject.RESILIENCE4J, Subject.BUCKET4J)) {
            bytes.put(subject, TrackedClients.bytesOfOne(subject, tracked));
        }
        TextTable table = new TextTable();
        table.add(List.of("%,d tracked clients".formatted(tracked), "B each", "ratio to Resilience4j"));
        bytes.forEach((subject, each) -> table.add(List.of(subject.words(), each,
                "%.2f".formatted((double) each / bytes.getOrDefault(Subject.RESILIENCE4J, 0L)))));
        return table.toMarkdown();
    }

    /** The subjects take turns within a scenario, so that a slow spell of the machine meets all of them. */
    private String times() {
        TextTable table = new TextTable();
        List<Object> head = new ArrayList<>(List.of("a decision, ns"));
        for (Subject subject : Subject.values()) {
            head.add(subject.words());
        }
        head.addAll(List.of("Doorstep / Resilience4j", "Bucket4j / Doorstep", "Bucket4j with wait / Doorstep"));
        table.add(head);
        for (Scenario scenario : Scenario.all()) {
            table.add(row(scenario));
        }
        return table.toMarkdown();
    }

    private List<Object> row(Scenario scenario) {
        Map<Subject, double[]> nanos = new EnumMap<>(Subject.class);
        int rounds = quick ? 1 : THOROUGH_ROUNDS;
        for (int round = 0; round < rounds; round++) {
            for (Subject subject : Subject.values()) {
                nanos.computeIfAbsent(subject, _ -> new double[rounds])[round] = nanos(scenario, subject);
            }
        }
        List<Object> cells = new ArrayList<>(List.of(scenario));
        nanos.values().forEach(each -> cells.add("%,.0f".formatted(Medians.of(each))));
        cells.add(ratio(nanos, Subject.DOORSTEP, Subject.RESILIENCE4J));
        cells.add(ratio(nanos, Subject.BUCKET4J, Subject.DOORSTEP));
        cells.add(ratio(nanos, Subject.BUCKET4J_WITH_WAIT, Subject.DOORSTEP));
        return cells;
    }

    private static String ratio(Map<Subject, double[]> nanos, Subject subject, Subject reference) {
        return "%.2f".formatted(Medians.ofRatios(nanos.getOrDefault(subject, new double[0]),
                nanos.getOrDefault(reference, new double[0])));
    }

    private double nanos(Scenario scenario, Subject subject) {
        var options = new OptionsBuilder().include(Decision.class.getName() + ".decide")
                .param(Decision.SUBJECT, subject.name())
                .param(Decision.CLIENTS, String.valueOf(scenario.clients()))
                .param(Decision.OUTCOME, scenario.outcome().name())
                .threads(scenario.threads())
                .forks(1).jvmArgsAppend("-Xms1g", "-Xmx1g", "-Dlogback.configurationFile=benchmarks-logback.xml")
                .warmupIterations(1).warmupTime(TimeValue.milliseconds(quick ? 400 : 1000))
                .measurementIterations(1).measurementTime(TimeValue.milliseconds(quick ? 400 : 800))
                .shouldFailOnError(true).verbosity(VerboseMode.SILENT).build();
        try {
            double nanos = new Runner(options).runSingle().getPrimaryResult().getScore();
            say("%s: %s %,.0f ns".formatted(scenario, subject.words(), nanos));
            return nanos;
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }
}
