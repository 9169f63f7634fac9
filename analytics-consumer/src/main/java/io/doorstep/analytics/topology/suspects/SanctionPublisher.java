package io.doorstep.analytics.topology.suspects;

import io.doorstep.analytics.abuse.AbuseRules;
import io.doorstep.analytics.abuse.RuleMode;
import io.doorstep.analytics.abuse.SanctionDraft;
import io.doorstep.analytics.abuse.StrictLimit;
import io.doorstep.analytics.anomaly.SiteMinutes;
import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.topology.store.Suspect;
import io.doorstep.analytics.topology.store.WriteBackStore;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Limits;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionCommand;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Scope;
import io.doorstep.events.json.ClientKeyId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Imposes, renews and lifts the sanctions of one input partition, and numbers what it publishes. A lease is three windows
 * long and renewed when one of them has passed, so that two renewals may be missed before a sanction lapses.
 */
public final class SanctionPublisher {
    public static final String NUMBERS = "learner-sanction-numbers";
    public static final int LEASE_WINDOWS = 3;

    private static final String SOURCE = "learner-suspects-";

    private final ProcessorContext<String, @Nullable EventEnvelope> context;
    private final AbuseRules rules;
    private final TopologySettings settings;
    private final PublishedState published;
    private final LearnerListener listener;
    private final SiteMinutes minutes;
    private final WriteBackStore<String, Suspect> suspects;
    private final KeyValueStore<String, Long> numbers;
    private final String source;
    /** By client, what the topic holds of it, as far as it is this partition's. */
    private final Map<String, Sanction> latest = new HashMap<>();
    private boolean isResumed;
    private boolean hasPublished;

    SanctionPublisher(ProcessorContext<String, @Nullable EventEnvelope> context, AbuseRules rules,
            TopologySettings settings, PublishedState published, SiteMinutes minutes, LearnerListener listener) {
        this.context = context;
        this.minutes = minutes;
        this.rules = rules;
        this.settings = settings;
        this.published = published;
        this.listener = listener;
        suspects = context.getStateStore(SuspectProcessor.SUSPECTS);
        numbers = context.getStateStore(NUMBERS);
        source = SOURCE + context.taskId().partition();
    }

    void impose(String client, Suspect suspect, SanctionDraft draft, long now) {
        impose(client, suspect, draft.toEvent(client, strict(), leaseFrom(now)), now);
    }

    private void impose(String client, Suspect suspect, Sanction ordered, long now) {
        Sanction sanction = ordered.seenAs(minutes.explain(client).orElse(null));
        publish(client, suspect, sanction, now);
        listener.onSanctioned(sanction);
    }

    /** Does what an operator ordered. */
    void obey(SanctionCommand command, long now) {
        String client = command.client();
        Suspect suspect = suspects.change(client, Suspect::unknown);
        SanctionCommand.Order order = Objects.requireNonNull(command.order(), "it was accepted");
        long until = command.untilMs() == null ? now : Math.max(now, command.untilMs());
        switch (order) {
            case LIFT, EXEMPT -> {
                suspect.conduct().pardon();
                publish(client, suspect, new Sanction(client, SanctionRule.OPERATOR, SanctionStep.LIFTED, false, null,
                        now, order == SanctionCommand.Order.LIFT ? now : until, now, List.of(), command.reason(),
                        command.by()), now);
            }
            case IMPOSE -> {
                SanctionStep step = Objects.requireNonNull(command.step(), "it was accepted");
                impose(client, suspect, new Sanction(client, SanctionRule.OPERATOR, step, true,
                        step == SanctionStep.THROTTLED ? strict() : null, now, until, leaseFrom(now), List.of(),
                        command.reason(), command.by()), now);
            }
        }
    }

    /** Renews, ends and forgets what is due; after a start, all that applies is renewed, whatever became of the topic. */
    void lookAround(long now) {
        boolean isFirst = !isResumed;
        if (isFirst) {
            isResumed = true;
            suspects.forEach(this::resume);
        }
        List.copyOf(latest.values()).forEach(sanction -> lookAt(sanction, now, isFirst));
    }

    private void resume(String client, Suspect suspect) {
        Sanction sanction = suspect.latest();
        if (sanction != null) {
            latest.put(client, sanction);
        }
    }

    private void lookAt(Sanction sanction, long now, boolean isFirst) {
        if (sanction.step() == SanctionStep.LIFTED) {
            if (now >= sanction.untilMs() + leaseMs()) {
                publish(sanction.client(), suspect(sanction), null, now);
            }
        } else if (isFirst && !isStillWanted(sanction)) {
            lift(sanction, now);
        } else if (now >= sanction.untilMs()) {
            end(sanction, now);
        } else if (isFirst || now >= sanction.leaseUntilMs() - (LEASE_WINDOWS - 1) * settings.windowMs()) {
            publish(sanction.client(), suspect(sanction), sanction.renewed(leaseFrom(now))
                    .seenAs(minutes.explain(sanction.client()).orElse(null)), now);
        }
    }

    /** Whether the settings, which may be others than when it was imposed, let it stand as it is. */
    private boolean isStillWanted(Sanction sanction) {
        RuleMode mode = settings.abuse().policy().mode(sanction.rule());
        return sanction.by() != null || (!settings.abuse().exempt().test(sanction.client()) && mode != RuleMode.OFF
                && (mode == RuleMode.ENFORCE || !sanction.enforced()));
    }

    private void end(Sanction sanction, long now) {
        Suspect suspect = suspect(sanction);
        Optional<SanctionDraft> next = sanction.by() == null
                ? rules.afterwards(suspect.conduct(), now)
                : Optional.empty();
        if (next.isPresent() && next.get().untilMs() > now) {
            impose(sanction.client(), suspect, next.get(), now);
        } else {
            lift(sanction, now);
        }
    }

    private void lift(Sanction sanction, long now) {
        publish(sanction.client(), suspect(sanction), sanction.lifted(now, null, null), now);
    }

    private Suspect suspect(Sanction sanction) {
        return suspects.change(sanction.client(), Suspect::unknown);
    }

    private long leaseFrom(long now) {
        return now + leaseMs();
    }

    private long leaseMs() {
        return LEASE_WINDOWS * settings.windowMs();
    }

    /** Of a chat service that has not said what it was configured with, by the usual limits. */
    private int strict() {
        Limits configured = published.configured();
        return StrictLimit.of(published.latest(Scope.DEFAULT), configured == null ? Limits.DEFAULTS : configured,
                settings.trial().depth());
    }

    private void publish(String client, Suspect suspect, @Nullable Sanction sanction, long now) {
        suspect.published(sanction);
        if (sanction == null) {
            latest.remove(client);
            context.forward(new Record<>(client, null, now));
        } else {
            latest.put(client, sanction);
            Record<String, @Nullable EventEnvelope> record = new Record<>(client,
                    new EventEnvelope(source, nextNumber(), Instant.ofEpochMilli(now), sanction), now);
            String keyId = suspect.keyId();
            if (keyId != null) {
                ClientKeyId.put(record.headers(), sanction, keyId);
            }
            context.forward(record);
            if (sanction.step() == SanctionStep.LIFTED) {
                listener.onLifted(sanction);
            }
        }
        hasPublished = true;
    }

    private long nextNumber() {
        Long before = numbers.get(source);
        long next = Math.max(before == null ? 0 : before, published.sequence(source)) + 1;
        numbers.put(source, next);
        return next;
    }

    /** Whether anything was published since this was asked. */
    boolean hasPublished() {
        boolean has = hasPublished;
        hasPublished = false;
        return has;
    }
}
