package io.doorstep.benchmarks.door;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.Server;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.tables.Medians;
import io.doorstep.benchmarks.tables.TextTable;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how long it takes from the end of a window until the revision that it leads to is in force. */
@Command(name = "revision", sortOptions = false, description = "From the end of a window to the revision on its topic, and in force at the door.")
public final class RevisionBenchmark extends BenchmarkCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_MS = 100;

    @Option(names = "--windows", defaultValue = "20", paramLabel = "N", description = "Windows that are measured, at most 30; each leads to a revision. Default: ${DEFAULT-VALUE}")
    private int windows;

    @Option(names = "--warm-up", defaultValue = "5", paramLabel = "N", description = "Windows before them. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--window", defaultValue = "2000", paramLabel = "MS", description = "Length of a window. Default: ${DEFAULT-VALUE}")
    private long windowMs;

    @Option(names = "--grace", defaultValue = "800", paramLabel = "MS", description = "How long a window waits for events on their way. Default: ${DEFAULT-VALUE}")
    private long graceMs;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    @Override
    public Integer call() throws Exception {
        try (Broker broker = servers.requiredBroker()) {
            broker.ensure(Topic.LIMITS);
            // A limit that is far too low for what is asked goes up by a tenth with every window.
            try (Server door = servers.doorstep(broker, "doorstep.limits.connection-rate.limit=20",
                    "doorstep.trusted-proxies=127.0.0.1");
                    Server _ = servers.learner(broker, "doorstep.limits.connection-rate.limit=20",
                            "doorstep.tuning.window=" + windowMs + "ms", "doorstep.tuning.grace=" + graceMs + "ms",
                            "doorstep.tuning.headroom=1000", "doorstep.tuning.ceiling=1000000",
                            "doorstep.tuning.accept=raise");
                    RevisionWatch watch = new RevisionWatch(broker.bootstrapServers(),
                            door.socket("/ws/chat/customer/11/guest"))) {
                awaitRevisions(watch);
                say("\n" + table(watch));
            }
        }
        return 0;
    }

    private void awaitRevisions(RevisionWatch watch) throws InterruptedException {
        long most = PATIENCE.toMillis() + 2 * windowMs * (warmUp + windows);
        long deadline = System.nanoTime() + Duration.ofMillis(most).toNanos();
        while (watch.observed().size() < warmUp + windows) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("only " + watch.observed().size() + " revisions came");
            }
            Thread.sleep(LOOK_MS);
        }
    }

    private String table(RevisionWatch watch) {
        TextTable table = new TextTable();
        table.add(List.of("from a window's end and its grace of %,d ms until the revision is, ms".formatted(graceMs),
                "p50", "longest"));
        List<RevisionWatch.Observed> measured = watch.observed().stream().skip(warmUp).limit(windows).toList();
        table.add(row("readable on `admission.limits`", measured, RevisionWatch.Observed::readMs));
        table.add(row("in force at the door", measured, RevisionWatch.Observed::inForceMs));
        return table.toMarkdown();
    }

    private List<String> row(String what, List<RevisionWatch.Observed> measured,
            ToLongFunction<RevisionWatch.Observed> instant) {
        double[] all = measured.stream().mapToDouble(
                one -> instant.applyAsLong(one) - one.windowStartMs() - windowMs - graceMs).toArray();
        return List.of(what, "%,.0f".formatted(Medians.of(all)),
                "%,.0f".formatted(Arrays.stream(all).max().orElseThrow()));
    }
}
