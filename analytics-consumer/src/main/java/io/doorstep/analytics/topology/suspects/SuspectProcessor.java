package io.doorstep.analytics.topology.suspects;

import io.doorstep.analytics.abuse.AbuseRules;
import io.doorstep.analytics.abuse.SanctionDraft;
import io.doorstep.analytics.anomaly.AnomalyForest;
import io.doorstep.analytics.anomaly.SiteMinutes;
import io.doorstep.analytics.topology.EventTime;
import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.Replay;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.topology.store.Suspect;
import io.doorstep.analytics.topology.store.WriteBackStore;
import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.SanctionCommand;
import io.doorstep.events.json.ClientKeyId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Sanctions the suspects of one input partition as soon as an event shows them, does what operators ordered about its
 * clients, renews the leases of what applies, and ends what is over. What becomes of it is published at once.
 */
public final class SuspectProcessor
        extends
            ContextualProcessor<String, @Nullable EventEnvelope, String, @Nullable EventEnvelope> {
    public static final String SUSPECTS = "learner-suspects";
    /** How the clients of the partition behave, as of the end of the last window. */
    public static final String FOREST = "learner-forest";

    /** So long a sanction waits for its commit at most, so that many suspects at once cost few transactions. */
    private static final Duration COMMIT = Duration.ofMillis(100);
    private static final long LOOK_AROUND_MS = 1000;

    private final TopologySettings settings;
    private final PublishedState published;
    private final LearnerListener listener;
    private final AbuseRules rules;
    private final Replay replay;
    private WriteBackStore<String, Suspect> suspects;
    private KeyValueStore<String, AnomalyForest.Saved> forests;
    private SiteMinutes minutes;
    private SanctionPublisher publisher;
    /** The highest sequence of each topic and source: what comes again is a copy. */
    private final Map<String, Long> highest = new HashMap<>();
    private long lookedAroundMs;
    private long forgotMs;

    @SuppressWarnings("NullAway.Init")
    public SuspectProcessor(TopologySettings settings, PublishedState published, LearnerListener listener,
            Replay replay) {
        this.replay = replay;
        this.settings = settings;
        this.published = published;
        this.listener = listener;
        this.rules = new AbuseRules(settings.abuse().policy());
    }

    @Override
    public void init(ProcessorContext<String, @Nullable EventEnvelope> context) {
        super.init(context);
        suspects = context.getStateStore(SUSPECTS);
        forests = context.getStateStore(FOREST);
        AnomalyForest.Saved saved = forests.get(FOREST);
        minutes = new SiteMinutes(saved == null ? AnomalyForest.untrained() : AnomalyForest.of(saved));
        publisher = new SanctionPublisher(context, rules, settings, published, minutes, listener);
        highest.clear();
        lookedAroundMs = 0;
        forgotMs = context.currentSystemTimeMs();
        context.schedule(COMMIT, PunctuationType.WALL_CLOCK_TIME, this::turn);
    }

    @Override
    public void process(Record<String, @Nullable EventEnvelope> record) {
        EventEnvelope envelope = record.value();
        if (envelope == null) {
            return;
        }
        long now = context().currentSystemTimeMs();
        if (envelope.event() instanceof SanctionCommand command) {
            publisher.obey(command, now);
        } else if (settings.abuse().isOn() && concerns(envelope.event()) && !isCopy(envelope)) {
            hear(record, envelope, now);
        }
    }

    private static boolean concerns(Event event) {
        return AbuseRules.concerns(event) || event instanceof ConnectionActivity;
    }

    private void hear(Record<String, @Nullable EventEnvelope> record, EventEnvelope envelope, long now) {
        String client = envelope.event().key();
        if (client == null || settings.abuse().exempt().test(client)) {
            return;
        }
        minutes.hear(client, envelope.event(), EventTime.millis(envelope, now));
        if (!AbuseRules.concerns(envelope.event())) {
            return;
        }
        Suspect suspect = suspects.change(client, Suspect::unknown);
        if (suspect.isExempt(now)) {
            return;
        }
        Optional<SanctionDraft> draft = rules.hear(suspect.conduct(), envelope, now, isLossy(envelope, now));
        if (draft.isPresent() && draft.get().untilMs() > now && !suspect.isInAnOperatorsHands(now)) {
            ClientKeyId.of(record.headers()).ifPresent(suspect::keyId);
            publisher.impose(client, suspect, draft.get(), now);
        }
    }

    /** What is sent anew after a crash, or read again for the sake of the windows, would count twice. */
    private boolean isCopy(EventEnvelope envelope) {
        Optional<RecordMetadata> read = context().recordMetadata();
        if (read.filter(at -> replay.hasRead(at.topic(), at.partition(), at.offset())).isPresent()) {
            return true;
        }
        String stream = read.map(RecordMetadata::topic).orElse("") + '/' + envelope.source();
        long before = highest.getOrDefault(stream, 0L);
        highest.put(stream, Math.max(before, envelope.sequence()));
        return envelope.sequence() <= before;
    }

    /** Whether its window went on without it, or follows one with loss: then it shows nothing for certain. */
    private boolean isLossy(EventEnvelope envelope, long now) {
        long happened = EventTime.millis(envelope, now);
        return happened < published.floor().publishedUpToMs() || happened < published.lossyUpToMs();
    }

    private void turn(long now) {
        if (now - lookedAroundMs >= LOOK_AROUND_MS) {
            lookedAroundMs = now;
            publisher.lookAround(now);
        }
        if (now - forgotMs >= settings.windowMs()) {
            forgotMs = now;
            forget(now);
            if (settings.abuse().isOn()) {
                forests.put(FOREST, minutes.forest().save());
            }
        }
        if (publisher.hasPublished()) {
            context().commit();
        }
    }

    private void forget(long now) {
        List<String> done = new ArrayList<>();
        suspects.forEach((client, suspect) -> {
            if (suspect.isForgettable(now)) {
                done.add(client);
            }
        });
        done.forEach(suspects::delete);
    }
}
