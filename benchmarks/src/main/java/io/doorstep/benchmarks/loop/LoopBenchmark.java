package io.doorstep.benchmarks.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.replay.KafkaFollower;
import io.doorstep.benchmarks.replay.LoopbackServer;
import io.doorstep.benchmarks.replay.Played;
import io.doorstep.benchmarks.replay.Player;
import io.doorstep.benchmarks.tables.TimeText;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.json.DoorstepJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Plays a recorded trace against the live stack until a candidate has been tried, enforced against an attack and rolled
 * back by itself. Ends with 0 where each step came and was seen in all places, with 1 where not.
 */
@Command(name = "loop", sortOptions = false, description = "From recorded usage to a candidate, its enforcement and its roll back, on the live stack.")
public final class LoopBenchmark extends BenchmarkCommand implements Callable<Integer> {
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_MS = 100;
    /** To connect to Kafka and the services before the trace begins. */
    private static final long READY_MS = 2000;

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Windows windows = options.windows();
        Script script = options.script();
        say("%,d rows over %s, %s; windows of %,d ms".formatted(script.rows().size(),
                TimeText.format(Duration.ofMillis(script.rows().getLast().timestampMs())), windows.pace(),
                windows.windowMs()));
        try (Stack stack = options.stack(windows)) {
            String misfit = misfit(stack, windows);
            return misfit == null ? play(script, windows, stack) : complain(List.of(misfit));
        }
    }

    /** Why the stack is not one to play against; null where it is. */
    private static @Nullable String misfit(Stack stack, Windows windows) {
        try {
            JsonNode learner = DoorstepJson.mapper().readTree(stack.learner().get("/api/status"));
            JsonNode door = DoorstepJson.mapper().readTree(stack.door().get("/api/debug/websocket-status"));
            long tuned = learner.path("window_ms").longValue(0);
            long limited = door.at("/limits/configured/connection_rate/window_ms").longValue(0);
            if (tuned == 0 || limited == 0) {
                return "The stack does not tell its windows: is --password that of its user operator?";
            }
            return tuned == windows.windowMs() && limited == windows.windowMs()
                    ? null
                    : ("At this speed doorstep.tuning.window and doorstep.limits.connection-rate.window must be %,d ms;"
                            + " they are %,d ms and %,d ms.").formatted(windows.windowMs(), tuned, limited);
        } catch (UncheckedIOException | JacksonException e) {
            return "The stack does not answer its operator: " + e.getMessage() + ".";
        }
    }

    private int play(Script script, Windows windows, Stack stack) throws IOException, InterruptedException {
        Steps steps = new Steps();
        TraceClock clock = TraceClock.after(System.currentTimeMillis() + READY_MS, windows.windowMs(), windows.pace());
        TopicWatch topics = new TopicWatch(steps, revised -> say(line(clock, revised)));
        try (KafkaFollower _ = KafkaFollower.start(stack.bootstrapServers(), TopicWatch.TOPICS, topics);
                ServiceWatch _ = new ServiceWatch(stack, steps)) {
            Player player = new Player(stack.sockets(), LoopbackServer.of(stack.sockets()),
                    client -> "/ws/chat/customer/11/loop-" + client, windows.pace(),
                    options.stayNanos(windows.pace()), PROGRESS_EVERY, this::say);
            Played played = player.play(script.rows(),
                    Duration.ofMillis(Math.max(0, clock.startMs() - System.currentTimeMillis())));
            awaitSteps(steps);
            say("\n" + new LoopReport(clock, windows.grace().toMillis(), steps.all(), played));
            draw(new LoopPicture(clock, script, steps.all(), topics.patterns()));
            return complain(Verdict.of(options.expected(), steps.all(), played).complaints());
        } catch (KafkaException e) {
            return complain(List.of("Kafka at " + stack.bootstrapServers() + " cannot be followed: " + e.getMessage()));
        }
    }

    private void awaitSteps(Steps steps) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            List<Steps.Step> all = steps.all();
            if (Verdict.missing(options.expected(), all).isEmpty()
                    && all.stream().allMatch(Steps.Step::isSeenEverywhere)) {
                return;
            }
            Thread.sleep(LOOK_MS);
        }
    }

    private void draw(LoopPicture picture) throws IOException {
        if (picture.patterns().isEmpty()) {
            return;
        }
        Path file = options.out.resolve("loop.svg");
        Files.createDirectories(options.out);
        Files.writeString(file, picture.draw(), UTF_8);
        say(file.toString());
    }

    private static String line(TraceClock clock, LimitsRevised revised) {
        Sighting sighting = Sighting.of(revised);
        return sighting == null
                ? "revision " + revised.revision()
                : "%s  %s: revision %d, %d connections, candidate %s (%s)".formatted(
                        TimeText.format(clock.traceTime(System.currentTimeMillis())), Verdict.words(sighting.kind()),
                        sighting.revision(), sighting.limit(),
                        sighting.tried() == null ? "none" : sighting.tried(), revised.reason());
    }

    private int complain(List<String> complaints) {
        complaints.forEach(this::complain);
        return complaints.isEmpty() ? 0 : 1;
    }
}
