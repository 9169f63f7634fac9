package io.doorstep.benchmarks.replay;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.commands.TerseMistakes;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Topic;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Plays a trace against a running stack and compares what it saw with the events on Kafka. Ends with 0 where all agrees,
 * 1 where something does not or sockets broke, 2 where the trace or the command line is wrong.
 */
@Command(name = "replay", sortOptions = false, description = "Plays a trace with real sockets against a running stack, in compressed time.")
public final class Replay extends BenchmarkCommand implements Callable<Integer> {
    private static final int AGREED = 0;
    private static final int DISAGREED = 1;
    private static final int WRONG_INPUT = 2;
    private static final Duration EVENTS_PATIENCE = Duration.ofSeconds(30);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(1);
    private static final List<Topic> TOPICS = List.of(Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.LIMITS);

    @Mixin
    private ReplayOptions options = new ReplayOptions();

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Replay()).setParameterExceptionHandler(new TerseMistakes());
    }

    @Override
    public Integer call() throws InterruptedException {
        List<TraceRow> rows;
        Pace pace = options.pace();
        InetSocketAddress server = options.server();
        try {
            rows = options.rows();
        } catch (BadTraceException e) {
            return stop(WRONG_INPUT, String.valueOf(e.getMessage()));
        }
        TraceSummary summary = new TraceSummary(rows, pace);
        say(summary.headline());
        if (options.dryRun) {
            say(summary.details());
            return AGREED;
        }
        if (!answers(server)) {
            return stop(DISAGREED, "Nothing answers at " + options.url + "; start the stack first (./mvnw).");
        }
        EventLedger ledger = new EventLedger();
        try (KafkaFollower _ = KafkaFollower.start(options.bootstrapServers, TOPICS, listener(ledger))) {
            return run(rows, pace, server, ledger);
        } catch (KafkaException e) {
            return stop(DISAGREED, "Kafka at " + options.bootstrapServers + " cannot be followed: " + e.getMessage());
        }
    }

    private static boolean answers(InetSocketAddress server) {
        try (Socket socket = new Socket()) {
            socket.connect(server, (int) Duration.ofSeconds(5).toMillis());
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private int run(List<TraceRow> rows, Pace pace, InetSocketAddress server, EventLedger ledger)
            throws InterruptedException {
        Tally tally = new Tally();
        Played played = new Player(options.url, server, options::path, pace, options.stayNanos(), PROGRESS_EVERY,
                this::say).play(rows, Duration.ZERO, tally);
        await(EVENTS_PATIENCE, () -> Agreement.of(tally, ledger).complete());
        await(Duration.ofSeconds(options.awaitRevision), () -> !ledger.revisions().isEmpty());
        Agreement agreement = Agreement.of(tally, ledger);
        say(new Report(tally, ledger, agreement).toString());
        say(revisions(ledger.revisions()));
        return verdict(tally, ledger, agreement, played);
    }

    private static void await(Duration patience, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
    }

    private int verdict(Tally tally, EventLedger ledger, Agreement agreement, Played played) {
        long errors = tally.total().errors();
        if (errors > 0) {
            return stop(DISAGREED, "%,d sockets broke.".formatted(errors));
        }
        if (played.open() > 0) {
            return stop(DISAGREED, "%,d sockets did not end.".formatted(played.open()));
        }
        if (!agreement.complete()) {
            return stop(DISAGREED, "The counts disagree: what the sockets saw is not what Kafka has.");
        }
        if (options.awaitRevision > 0 && ledger.revisions().isEmpty()) {
            return stop(DISAGREED, "No revision of the limits came within %d s after the run."
                    .formatted(options.awaitRevision));
        }
        say("All counts agree, no errors.");
        return AGREED;
    }

    private static String revisions(List<LimitsRevised> revisions) {
        return revisions.isEmpty()
                ? "No revision of the limits was published."
                : "Revisions of the limits published: " + revisions.size();
    }

    private KafkaFollower.Listener listener(EventLedger ledger) {
        return new KafkaFollower.Listener() {
            @Override
            public void heard(Topic topic, EventEnvelope envelope) {
                ledger.add(envelope);
                if (envelope.event() instanceof LimitsRevised revision) {
                    say(RevisionText.of(revision));
                }
            }

            @Override
            public void unreadable() {
                ledger.addUnreadable();
            }
        };
    }

    private int stop(int code, String sentence) {
        complain(sentence);
        return code;
    }
}
