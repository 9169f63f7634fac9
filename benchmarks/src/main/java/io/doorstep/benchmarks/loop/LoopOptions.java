package io.doorstep.benchmarks.loop;

import io.doorstep.benchmarks.commands.CommandOptions;
import io.doorstep.benchmarks.evaluation.Labels;
import io.doorstep.benchmarks.evaluation.Placed;
import io.doorstep.benchmarks.loop.Script.Overlay;
import io.doorstep.benchmarks.replay.BadTraceException;
import io.doorstep.benchmarks.replay.LoopbackServer;
import io.doorstep.benchmarks.replay.Pace;
import io.doorstep.benchmarks.replay.TraceReader;
import io.doorstep.benchmarks.replay.TraceRow;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.traffic.Attack;
import io.doorstep.benchmarks.traffic.FlashCrowd;
import io.doorstep.events.RevisionKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the command line says. */
final class LoopOptions extends CommandOptions {
    private static final Duration BEGINNING = Duration.ofHours(1);

    @Option(names = "--trace", required = true, paramLabel = "FILE", description = "The trace: timestamp_ms,client_id,kind,label per line, .csv or .csv.gz.")
    Path trace = Path.of("");

    @Option(names = "--from", defaultValue = "0s", paramLabel = "SPAN", description = "Leave out the rows before this time of the trace: 90s, 20m, 2h. Default: ${DEFAULT-VALUE}")
    String from = "0s";

    @Option(names = "--until", defaultValue = "3650d", paramLabel = "SPAN", description = "Leave out the rows after this time of the trace. Default: all of it")
    String until = "3650d";

    @Option(names = "--speed", defaultValue = "60", paramLabel = "N", description = "How many times faster than recorded; the windows of the stack are as much shorter. At most 300. Default: "
            + "${DEFAULT-VALUE}")
    double speed = 60;

    @Option(names = "--stay", defaultValue = "30s", paramLabel = "SPAN", description = "How long a page visit keeps its socket, in time of the trace. Default: ${DEFAULT-VALUE}")
    String stay = "30s";

    @Option(names = "--attack", split = ",", defaultValue = "burst@1h", paramLabel = "NAME[@OFFSET]", description = "What is laid over: burst, drip, rotating, poisoner, flash-crowd, reconnect-storm, office. Default: "
            + "${DEFAULT-VALUE}")
    List<String> attacks = new ArrayList<>();

    @Option(names = "--crowd", defaultValue = "20", paramLabel = "N", description = "Visitors whom the learner has not foreseen: they want more than the candidate and less than the configured "
            + "limit, so that it must roll back; 0: none, and it must release. Default: ${DEFAULT-VALUE}")
    int crowd;

    @Option(names = "--crowd-at", defaultValue = "75m", paramLabel = "SPAN", description = "When they begin to come. Default: ${DEFAULT-VALUE}")
    String crowdAt = "75m";

    @Option(names = "--crowd-every", defaultValue = "10s", paramLabel = "SPAN", description = "Between two attempts of one of them, on average. Default: ${DEFAULT-VALUE}")
    String crowdEvery = "10s";

    @Option(names = "--crowd-lasts", defaultValue = "15m", paramLabel = "SPAN", description = "Until the last of them leaves. Default: ${DEFAULT-VALUE}")
    String crowdLasts = "15m";

    @Option(names = "--seed", defaultValue = "11", paramLabel = "N", description = "Of what is laid over. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--url", paramLabel = "URL", description = "The chat service of a stack that runs on this machine, such as ws://localhost:8000. Default: a stack is started")
    private @Nullable URI url;

    @Option(names = "--learner", defaultValue = "http://localhost:8001", paramLabel = "URL", description = "Its learner. Default: ${DEFAULT-VALUE}")
    private URI learner = URI.create("http://localhost:8001");

    @Option(names = "--bootstrap-servers", defaultValue = "localhost:9092", paramLabel = "HOST:PORT", description = "Its Kafka. Default: ${DEFAULT-VALUE}")
    private String bootstrapServers = "";

    @Option(names = "--password", defaultValue = "", paramLabel = "TEXT", description = "Of its user operator.")
    private String password = "";

    @Option(names = "--grace", defaultValue = "800ms", paramLabel = "SPAN", description = "How long a window waits for events on their way, in real time. Default: ${DEFAULT-VALUE}")
    private String grace = "800ms";

    @Option(names = "--out", defaultValue = "benchmarks/target/loop", paramLabel = "FOLDER", description = "Where the picture (SVG) goes. Default: ${DEFAULT-VALUE}")
    Path out = Path.of("");

    @Mixin
    private ServerOptions servers = new ServerOptions();

    Windows windows() {
        if (!(speed > 0)) {
            throw wrong("--speed is a number above 0, not " + speed);
        }
        Windows windows = new Windows(new Pace(speed), span("--grace", grace));
        if (!windows.areLongEnough()) {
            throw wrong(
                    "--speed is at most 300, or the learner's windows would be shorter than a second, not " + speed);
        }
        return windows;
    }

    long stayNanos(Pace pace) {
        return pace.nanos(millis("--stay", stay));
    }

    /** What must come, in this order. */
    List<RevisionKind> expected() {
        return List.of(RevisionKind.TRIED, RevisionKind.ENFORCED,
                crowd > 0 ? RevisionKind.ROLLED_BACK : RevisionKind.RELEASED);
    }

    Script script() {
        List<TraceRow> all;
        try {
            all = TraceReader.read(trace);
        } catch (BadTraceException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        long begin = all.getFirst().timestampMs();
        long first = begin + millis("--from", from);
        long last = begin + millis("--until", until);
        List<TraceRow> rows = all.stream().filter(row -> row.timestampMs() >= first && row.timestampMs() <= last)
                .toList();
        if (rows.isEmpty()) {
            throw wrong("The trace " + trace + " has no rows between " + from + " and " + until + ".");
        }
        return argument(() -> Script.of(rows, Labels.DEFAULTS, overlays(),
                Math.min(last, all.getLast().timestampMs()) - rows.getFirst().timestampMs(), seed));
    }

    private List<Overlay> overlays() {
        List<Overlay> overlays = new ArrayList<>();
        for (String attack : attacks) {
            Placed placed = Placed.parse(attack, BEGINNING);
            overlays.add(new Overlay(placed.name(), Attack.named(placed.name()).traffic(), placed.offset().toMillis()));
        }
        if (crowd > 0) {
            Duration every = span("--crowd-every", crowdEvery);
            if (every.isZero()) {
                throw wrong("--crowd-every is more than nothing, not " + crowdEvery);
            }
            var visitors = new FlashCrowd(crowd, every, span("--crowd-lasts", crowdLasts));
            overlays.add(new Overlay("crowd", visitors, millis("--crowd-at", crowdAt)));
        }
        return overlays;
    }

    /** A stack of its own, unless the address of another is given. */
    Stack stack(Windows windows) {
        URI running = url;
        if (running == null) {
            return Stack.start(servers, windows);
        }
        var _ = argument(() -> LoopbackServer.of(running));
        return Stack.at(running, learner, bootstrapServers, password);
    }

    private long millis(String option, String text) {
        return span(option, text).toMillis();
    }
}
