package io.doorstep.benchmarks.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.analytics.abuse.AbusePolicy;
import io.doorstep.analytics.abuse.RuleMode;
import io.doorstep.analytics.tuning.Autonomy.Accept;
import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.replay.BadTraceException;
import io.doorstep.benchmarks.replay.TraceReader;
import io.doorstep.benchmarks.replay.TraceRow;
import io.doorstep.benchmarks.tables.TimeText;
import io.doorstep.benchmarks.traffic.Attack;
import io.doorstep.benchmarks.traffic.Shop;
import io.doorstep.benchmarks.traffic.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--attack", split = ",", paramLabel = "NAME[@OFFSET]", description = "What is laid over: burst, drip, rotating, poisoner, flash-crowd, siege, pulse, decoy, majority, slow-boil, dawn, with numbers of their own for messages; of connections reconnect-storm and office too. Unless "
            + "the offset says otherwise, in the middle of the traces, to the hour, or 2 hours after the beginning if that is later.")
    private List<String> attacks = new ArrayList<>();

    @Option(names = "--sanctions", defaultValue = "on", paramLabel = "on|off|shadow", description = "Whether the learner sanctions clients: on, as by default; shadow, each rule, restricting nobody; off. The "
            + "other policies sanction nobody. Default: ${DEFAULT-VALUE}")
    private String sanctions = "";

    @Option(names = "--away", paramLabel = "FROM-TO", description = "A time without a learner, such as 2h-5h since the beginning.")
    private @Nullable String away;

    @Option(names = "--sweep", paramLabel = "STEP", description = "Play the attacks at every start time, so far apart, from the beginning to the end of the traces, and say the worst.")
    private @Nullable String sweep;

    @Option(names = "--brief", description = "Play the configured limit and the learner, and no other policies.")
    private boolean brief;

    @Option(names = "--each", description = "Lay over each attack by itself, and nothing at first: one table for each.")
    private boolean each;

    @Option(names = "--anomaly", description = "Say how unlike others a forest that is trained on the mix finds the clients of each label.")
    private boolean anomaly;

    @Option(names = "--legit", split = ",", paramLabel = "LABEL", description = "Labels of those whom the door is for. Default: human, legit, legit_unlabelled, ua_browser")
    private Set<String> legit = Labels.DEFAULTS.legit();

    @Option(names = "--abuse", split = ",", paramLabel = "LABEL", description = "Labels of those whom it is to keep out; others are counted in no result. Default: attack, broadcast, "
            + "scan, stuck")
    private Set<String> abuse = Labels.DEFAULTS.abuse();

    @Option(names = "--by-client", description = "A client of which any attempt has a label of abuse is meant ill in all it does. Default: each attempt by its own label")
    private boolean byClient;

    @Option(names = "--accept", defaultValue = "none", paramLabel = "WHICH", description = "Proposals of the tuner that are accepted for good, as by doorstep.tuning.accept: none, raise, lower or both. Default: ${DEFAULT-VALUE}")
    private String accepted = "";

    @Option(names = "--seed", defaultValue = "11", paramLabel = "N", description = "Of what is made. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--out", defaultValue = "benchmarks/target/evaluation", paramLabel = "FOLDER", description = "Where the windows (CSV) and the plots (SVG) go. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        if (sweep != null) {
            return sweep(span(sweep)) ? 0 : 1;
        }
        if (!each) {
            return evaluate(attacks.isEmpty() ? "quiet" : String.join("+", attacks), attacks) ? 0 : 1;
        }
        boolean hold = evaluate("quiet", List.of());
        for (String attack : attacks.isEmpty()
                ? limit().attacks().stream().map(Attack::toString).toList()
                : attacks) {
            hold &= evaluate(attack, List.of(attack));
        }
        return hold ? 0 : 1;
    }

    /** @return whether all that is claimed holds */
    private boolean evaluate(String name, List<String> over) throws IOException {
        Mix mix = mix(over);
        PlayedLimit limit = mix.limit();
        Outcome permissive = VirtualRun.of(mix, StaticLimit.of(limit, limit.configured()));
        List<Outcome> outcomes = new ArrayList<>(List.of(permissive));
        if (!brief) {
            outcomes.addFirst(VirtualRun.of(mix, StaticLimit.of(limit, STRICT)));
            outcomes.add(VirtualRun.of(mix, Hindsight.best(mix, Claims.REJECTED_SHARE)));
            outcomes.add(VirtualRun.of(mix, new NaiveQuantile(limit)));
        }
        outcomes.add(learner(mix));
        Claims claims = Claims.of(mix, outcomes.getLast(), permissive);
        say("\n### %s: %,d %s of %,d clients\n\n%s".formatted(name, mix.attempts().size(), limit.attempts(),
                mix.clients(), new Report(mix, outcomes, claims, abusePolicy() != null)));
        if (anomaly) {
            say(AnomalyScores.of(mix).table().toMarkdown());
        }
        String file = name.replaceAll("[^a-z0-9-]+", "-");
        Files.writeString(out.resolve(file + ".csv"), CsvText.of(outcomes), UTF_8);
        Files.writeString(out.resolve(file + ".svg"), Plot.of(mix, outcomes), UTF_8);
        say(out.resolve(file) + ".csv, .svg");
        return claims.hold();
    }

    private Outcome learner(Mix mix) {
        return VirtualRun.of(mix, Tuned.accepting(accept()), abusePolicy(), away());
    }

    private boolean sweep(Duration step) {
        Sweep found = new Sweep();
        Duration end = Duration.ofMillis(mix(List.of()).lastMs());
        for (Duration start = Duration.ZERO; start.compareTo(end) < 0; start = start.plus(step)) {
            long at = start.toSeconds();
            Mix mix = mix(attacks.stream().map(attack -> attack + "@" + at + "s").toList());
            found.add(start, Claims.of(mix, learner(mix),
                    VirtualRun.of(mix, StaticLimit.of(mix.limit(), mix.limit().configured()))));
        }
        say("\n### %s, every %s\n\n%s".formatted(String.join("+", attacks), TimeText.format(step),
                found.table().toMarkdown()));
        return found.hold();
    }

    private @Nullable AbusePolicy abusePolicy() {
        return switch (sanctions) {
            case "on" -> AbusePolicy.DEFAULTS;
            case "shadow" -> AbusePolicy.DEFAULTS.atMost(RuleMode.SHADOW);
            case "off" -> null;
            default -> throw wrong("--sanctions is on, off or shadow, not " + sanctions);
        };
    }

    private Away away() {
        try {
            return away == null ? Away.NEVER : Away.parse(away);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Duration span(String text) {
        try {
            return TimeText.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(text + ": " + e.getMessage());
        }
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

    private Accept accept() {
        return Arrays.stream(Accept.values()).filter(which -> which.name().toLowerCase(Locale.ROOT).equals(accepted))
                .findFirst()
                .orElseThrow(() -> wrong("there is no proposal " + accepted + "; there are none, raise, lower, both"));
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
