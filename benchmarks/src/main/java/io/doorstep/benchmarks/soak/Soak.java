package io.doorstep.benchmarks.soak;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.reconciliation.Check;
import io.doorstep.benchmarks.reconciliation.HeapTrend;
import io.doorstep.benchmarks.reconciliation.Polling;
import io.doorstep.benchmarks.reconciliation.ServiceState;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.Server;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.sockets.Arrivals;
import io.doorstep.benchmarks.sockets.SocketLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a crowd loose on a chat service, and ends with 1 where something was left behind when it has gone. */
@Command(name = "soak", sortOptions = false, description = "Good and bad clients for a long time, and what they leave behind.")
public final class Soak extends BenchmarkCommand implements Callable<Integer> {
    private static final int HELD = 0;
    private static final int FAILED = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration STUCK = Duration.ofSeconds(5);
    private static final String[] SMALL = {"doorstep.pool.max-connections=150", "doorstep.pool.max-per-client=5",
            "doorstep.pool.reserved=0", "doorstep.pool.network-share=0",
            "doorstep.pool.idle-timeout=20s", "doorstep.limits.connection-rate.limit=40",
            "doorstep.limits.connection-rate.window=10s", "doorstep.limits.message-rate.limit=20",
            "doorstep.limits.message-rate.window=10s", "doorstep.socket.heartbeat=1s"};

    @Option(names = "--minutes", defaultValue = "10", paramLabel = "N", description = "How long the crowd is there; fractions are fine. Default: ${DEFAULT-VALUE}")
    private double minutes;

    @Option(names = "--rate", defaultValue = "6", paramLabel = "N", description = "How often somebody begins something, a second. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--sample", defaultValue = "10", paramLabel = "SECONDS", description = "How often the service is looked at. Default: ${DEFAULT-VALUE}")
    private int sampleSeconds;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "N", description = "Of what they do; 0: a random one, which is printed. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    private final Counts counts = new Counts();
    private final List<Long> heaps = new ArrayList<>();

    /** Runs it as a command line would; returns the status it ends with. */
    public static int run(String... arguments) {
        return new CommandLine(new Soak()).execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        long seedInUse = seed == 0 ? new Random().nextLong(1, Long.MAX_VALUE) : seed;
        say("seed " + seedInUse);
        try (Broker broker = servers.broker();
                Server server = servers.doorstep(broker, SMALL);
                SocketLoop loop = new SocketLoop()) {
            Crowd crowd = new Crowd(server.sockets(loop.loop(), Crowd.CONVERSATION), loop.timers(),
                    new Random(seedInUse), counts);
            CompletableFuture<Void> over = new Arrivals(loop.timers(), new Random(seedInUse), rate,
                    _ -> crowd.stir()).run((long) (minutes * Duration.ofMinutes(1).toNanos()));
            long start = System.nanoTime();
            for (int sample = 1; !over.isDone(); sample++) {
                TimeUnit.NANOSECONDS.sleep(start + Duration.ofSeconds(sampleSeconds).toNanos() * sample
                        - System.nanoTime());
                look(server);
            }
            loop.timers().after(0, crowd::disperse);
            List<Check> checks = checks(server);
            counts.all().forEach((what, count) -> say("  %-50s %,10d".formatted(what, count)));
            say("\n" + Check.table("when the crowd has gone", checks));
            return Check.allHold(checks) ? HELD : FAILED;
        }
    }

    private void look(Server server) {
        heaps.add(server.jvm().heapAfterCollection());
        say("%s, heap %.1f MB, %d threads; attempts %,d, admitted %,d, acknowledged %,d".formatted(
                ServiceState.of(server),
                heaps.getLast() / 1e6, server.jvm().threads(), counts.of("attempts"), counts.of("admitted"),
                counts.of("acknowledged")));
    }

    private List<Check> checks(Server server) throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        checks.add(Polling.until(() -> ServiceState.of(server), ServiceState::isAtRest, PATIENCE).check());
        ThreadDump before = ThreadDump.of(server.jvm());
        Thread.sleep(STUCK);
        ThreadDump stuck = ThreadDump.of(server.jvm()).since(before);
        checks.add(new Check("threads stuck in a socket", "none", stuck.busy().isEmpty()
                ? "none"
                : String.join("; ", stuck.busy().values()), stuck.busy().isEmpty()));
        checks.add(HeapTrend.check(server.name(), heaps));
        long acknowledged = counts.of("acknowledged");
        checks.add(new Check("messages acknowledged", "> 0", "%,d".formatted(acknowledged), acknowledged > 0));
        checks.add(new Check("the service is up", "yes", server.isAlive() ? "yes" : "no", server.isAlive()));
        return checks;
    }
}
