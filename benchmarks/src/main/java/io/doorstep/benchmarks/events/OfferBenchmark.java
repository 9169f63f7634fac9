package io.doorstep.benchmarks.events;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.tables.TextTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what publishing costs a socket's thread. */
@Command(name = "offer", sortOptions = false, description = "Nanoseconds and bytes that an event costs the thread of a socket.")
public final class OfferBenchmark extends BenchmarkCommand implements Runnable {
    private static final int[] THREADS = {1, 2};

    @Option(names = "--quick", description = "Short iterations, and fewer.")
    private boolean quick;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    @Override
    public void run() {
        TextTable table = new TextTable();
        table.add(List.of("on the thread of a socket", "threads", "ns each", "processor time, ns each",
                "B each"));
        try (Broker broker = servers.requiredBroker()) {
            for (Moment moment : Moment.values()) {
                for (int threads : THREADS) {
                    table.add(row(broker, moment, threads));
                }
            }
        }
        say("\n" + table.toMarkdown());
    }

    private List<Object> row(Broker broker, Moment moment, int threads) {
        var options = new OptionsBuilder().include(Offer.class.getName() + ".tell")
                .param(Offer.MOMENT, moment.name())
                .param(Offer.BOOTSTRAP_SERVERS, broker.bootstrapServers())
                .param(Offer.FOLDER, broker.folder(moment + "-" + threads).toString())
                .threads(threads)
                .forks(1).jvmArgsAppend("-Xms1g", "-Xmx1g", "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow", "-Dlogback.configurationFile=benchmarks-logback.xml")
                .warmupIterations(quick ? 2 : 5).warmupTime(TimeValue.seconds(1))
                .measurementIterations(quick ? 3 : 10).measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true).verbosity(VerboseMode.SILENT).build();
        try {
            RunResult result = new Runner(options).runSingle();
            Map<String, ? extends Result<?>> more = secondary(result);
            String nanos = "%,.0f".formatted(result.getPrimaryResult().getScore());
            String cpu = each(more, Offer.CPU);
            String bytes = each(more, Offer.BYTES);
            say("%s, %d threads: %s ns, %s of the processor, %s B".formatted(moment.words(), threads, nanos,
                    cpu, bytes));
            return List.of(moment.words(), threads, nanos, cpu, bytes);
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static Map<String, ? extends Result<?>> secondary(RunResult result) {
        Map<String, Result> results = result.getSecondaryResults();
        return (Map) results;
    }

    private static String each(Map<String, ? extends Result<?>> results, String name) {
        return "%,.0f".formatted(score(results, name) / score(results, Offer.HAPPENED));
    }

    private static double score(Map<String, ? extends Result<?>> results, String name) {
        return Objects.requireNonNull(results.get(name), name).getScore();
    }
}
