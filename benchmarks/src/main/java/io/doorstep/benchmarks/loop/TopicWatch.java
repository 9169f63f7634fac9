package io.doorstep.benchmarks.loop;

import io.doorstep.benchmarks.replay.KafkaFollower;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import io.doorstep.events.Topic;
import io.doorstep.events.UsagePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Notes which revisions are on the topics, and when, and keeps the patterns of everybody's usage. */
final class TopicWatch implements KafkaFollower.Listener {
    static final List<Topic> TOPICS = List.of(Topic.LIMITS, Topic.REVISION_LOG, Topic.PATTERNS);

    private final Steps steps;
    private final Consumer<LimitsRevised> onRevision;
    private final List<UsagePattern> patterns = new ArrayList<>();

    TopicWatch(Steps steps, Consumer<LimitsRevised> onRevision) {
        this.steps = steps;
        this.onRevision = onRevision;
    }

    @Override
    public void heard(Topic topic, EventEnvelope envelope) {
        switch (envelope.event()) {
            case LimitsRevised revised when revised.scope().equals(Scope.DEFAULT) -> revised(topic, revised);
            case UsagePattern pattern when pattern.scope().equals(Scope.DEFAULT) -> add(pattern);
            default -> {
                // Of others, or answers to commands.
            }
        }
    }

    private void revised(Topic topic, LimitsRevised revised) {
        long now = System.currentTimeMillis();
        if (topic == Topic.REVISION_LOG) {
            steps.saw(Place.REVISION_LOG, Sighting.of(revised), now);
        } else {
            boolean isNew = steps.published(revised);
            steps.saw(Place.LIMITS, Sighting.of(revised), now);
            if (isNew) {
                onRevision.accept(revised);
            }
        }
    }

    private void add(UsagePattern pattern) {
        synchronized (patterns) {
            patterns.add(pattern);
        }
    }

    /** In the order of their windows. */
    List<UsagePattern> patterns() {
        synchronized (patterns) {
            return List.copyOf(patterns);
        }
    }
}
