package io.doorstep.benchmarks.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.replay.BadTraceException;
import io.doorstep.benchmarks.replay.TraceReader;
import io.doorstep.benchmarks.replay.TraceRow;
import io.doorstep.benchmarks.traffic.Attack;
import io.doorstep.benchmarks.traffic.Shop;
import io.doorstep.benchmarks.traffic.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays traces and attacks through the limiter and the learner in virtual time, and compares policies for the limit. */
@Command(name = "evaluation", sortOptions = false, description = "What the learner's limits do to people and to abuse, beside limits that stay.")
public final class Evaluation extends BenchmarkCommand implements Callable<Integer> {
    private static final Duration SHOP = Duration.ofDays(2);
    private static final int SHOP_VISITORS = 600;
    private static final Duration SETTLED = Duration.ofHours(2);
    private static final int HALF = 2;
    private static final int STRICT = 10;

    @Option(names = "--limit", defaultValue = "connection-rate", paramLabel = "NAME", description = "What is played: connection-rate (rows page and connect of a trace) or message-rate (rows "
            + "message). Default: ${DEFAULT-VALUE}")
    private String limitName = "";

    @Option(names = "--trace", paramLabel = "FILE[@OFFSET]", description = "A trace, shifted by the offset, such as nasa.csv.gz@3h; may be repeated. Default: two made days of a "
            + "shop, in which each look at a page counts as a message where messages are played.")
    private List<String> traces = new ArrayList<>();

    @Option(names = "--attack", split = ",", paramLabel = "NAME[@OFFSET]", description = "What is laid over: burst, drip, rotating, poisoner, flash-crowd, reconnect-storm, office; of messages the first five, with numbers of their own. Unless "
            + "the offset says otherwise, in the middle of the traces, to the hour, or 2 hours after the beginning if that is later.")
    private List<String> attacks = new ArrayList<>();

    @Option(names = "--each", description = "Lay over each attack by itself, and nothing at first: one table for each.")
    private boolean each;

    @Option(names = "--legit", split = ",", paramLabel = "LABEL", description = "Labels of those whom the door is for. Default: human, legit, legit_unlabelled, ua_browser")
    private Set<String> legit = Labels.DEFAULTS.legit();

    @Option(names = "--abuse", split = ",", paramLabel = "LABEL", description = "Labels of those whom it is to keep out; others are counted in no result. Default: attack, broadcast, "
            + "scan, stuck")
    private Set<String> abuse = Labels.DEFAULTS.abuse();

    @Option(names = "--by-client", description = "A client of which any attempt has a label of abuse is meant ill in all it does. Default: each attempt by its own label")
    private boolean byClient;

    @Option(names = "--seed", defaultValue = "11", paramLabel = "N", description = "Of what is made. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--out", defaultValue = "benchmarks/target/evaluation", paramLabel = "FOLDER", description = "Where the windows (CSV) and the plots (SVG) go. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        if (!each) {
            evaluate(attacks.isEmpty() ? "quiet" : String.join("+", attacks), attacks);
            return 0;
        }
        evaluate("quiet", List.of());
        for (String attack : attacks.isEmpty()
                ? limit().attacks().stream().map(Attack::toString).toList()
                : attacks) {
            evaluate(attack, List.of(attack));
        }
        return 0;
    }

    private void evaluate(String name, List<String> over) throws IOException {
        Mix mix = mix(over);
        PlayedLimit limit = mix.limit();
        StaticLimit hindsight = Hindsight.best(mix, Claims.REJECTED_SHARE);
        List<Outcome> outcomes = new ArrayList<>();
        for (LimitPolicy policy : List.of(StaticLimit.of(limit, STRICT),
                StaticLimit.of(limit, limit.configured()), hindsight, new NaiveQuantile(limit), Tuned.byDefault())) {
            outcomes.add(VirtualRun.of(mix, policy));
        }
        Claims claims = Claims.of(mix, outcomes.getLast(), outcomes.get(1));
        say("\n### %s: %,d %s of %,d clients\n\n%s".formatted(name, mix.attempts().size(), limit.attempts(),
                mix.clients(), new Report(mix, outcomes, claims)));
        String file = name.replaceAll("[^a-z0-9-]+", "-");
        Files.writeString(out.resolve(file + ".csv"), CsvText.of(outcomes), UTF_8);
        Files.writeString(out.resolve(file + ".svg"), Plot.of(mix, outcomes), UTF_8);
        say(out.resolve(file) + ".csv, .svg");
    }

    private Mix mix(List<String> over) {
        Mixer mixer = new Mixer(limit(), seed);
        if (traces.isEmpty()) {
            mixer.add(new Shop(SHOP, SHOP_VISITORS), 0);
        }
        for (String trace : traces) {
            Placed placed = placed(trace, Duration.ZERO);
            mixer.add(rows(placed.name()), placed.offset().toMillis(), new Labels(legit, abuse, byClient));
        }
        Duration middle = traces.isEmpty()
                ? SETTLED
                : Duration.ofMillis(mixer.mix().lastMs()).dividedBy(HALF).truncatedTo(ChronoUnit.HOURS);
        for (String attack : over) {
            Placed placed = placed(attack, middle.compareTo(SETTLED) > 0 ? middle : SETTLED);
            mixer.layOver(placed.name(), traffic(placed.name()), placed.offset().toMillis());
        }
        return mixer.mix();
    }

    private final Map<String, List<TraceRow>> read = new LinkedHashMap<>();

    private List<TraceRow> rows(String file) {
        return read.computeIfAbsent(file, _ -> {
            try {
                return TraceReader.read(Path.of(file));
            } catch (BadTraceException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        });
    }

    private Placed placed(String text, Duration unsaid) {
        try {
            return Placed.parse(text, unsaid);
        } catch (IllegalArgumentException e) {
            throw wrong(text + ": " + e.getMessage());
        }
    }

    private PlayedLimit limit() {
        try {
            return PlayedLimit.named(limitName);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Traffic traffic(String name) {
        return limit().attacks().stream().filter(attack -> attack.toString().equalsIgnoreCase(name)).findFirst()
                .flatMap(limit()::traffic)
                .orElseThrow(() -> wrong("There is no attack " + name + "; there are " + limit().attacks()));
    }
}
