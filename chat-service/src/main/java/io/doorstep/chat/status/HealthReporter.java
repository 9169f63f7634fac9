package io.doorstep.chat.status;

import io.doorstep.chat.admission.SharedLimits;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.house.House;
import io.doorstep.chat.kafka.delivery.PublishingStatus;
import io.doorstep.chat.kafka.follow.RevisionsStatus;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.ClientLimits;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.HeldLease;
import io.doorstep.chat.places.Places;
import io.doorstep.chat.sanction.Sanctions;
import io.doorstep.chat.webhook.WebhookSender;
import io.doorstep.support.connections.CutConnections;
import io.doorstep.support.kafka.Contact;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Says whether this instance works as it should, and what does not. Degraded is not down: it goes on serving. */
@Component("doorstep")
class HealthReporter implements HealthIndicator {
    static final String UP = "UP";
    static final String DEGRADED = "DEGRADED";

    private final FailOpenWatch failOpen;
    private final House house;
    private final PublishingStatus kafka;
    private final RevisionsStatus revisions;
    private final EffectiveLimits effectiveLimits;
    private final Sanctions sanctions;
    private final Limiters limiters;
    private final Optional<SharedLimits> shared;
    private final Optional<WebhookSender> webhook;
    private final ClientResolver clients;
    private final Places places;
    private final ThreadSupervisor threads;
    private final CutConnections cuts;
    private final InstantSource clock;

    HealthReporter(FailOpenWatch failOpen, House house, PublishingStatus kafka, RevisionsStatus revisions,
            EffectiveLimits effectiveLimits, Sanctions sanctions,
            Limiters limiters, Optional<SharedLimits> shared, Optional<WebhookSender> webhook, ClientResolver clients,
            Places places, ThreadSupervisor threads,
            CutConnections cuts,
            InstantSource clock) {
        this.failOpen = failOpen;
        this.house = house;
        this.kafka = kafka;
        this.revisions = revisions;
        this.effectiveLimits = effectiveLimits;
        this.sanctions = sanctions;
        this.limiters = limiters;
        this.shared = shared;
        this.webhook = webhook;
        this.clients = clients;
        this.places = places;
        this.threads = threads;
        this.cuts = cuts;
        this.clock = clock;
    }

    /** @param reasons in words, also for what keeps this from being all well without degrading it; empty where all is well */
    record Report(String status, List<String> reasons) {}

    Report report() {
        List<String> reasons = new ArrayList<>();
        failOpen.recent().ifPresent(failure -> reasons
                .add("admission failed open: " + failure.part() + " failed at " + failure.at()));
        List<String> notes = new ArrayList<>();
        threads.trouble().ifPresent(reasons::add);
        publishing(reasons, notes);
        if (limiters.size() >= limiters.capacity()) {
            reasons.add("all " + limiters.capacity() + " limiters are in use: newcomers share one with their network");
        }
        cuts.trouble().ifPresent(reasons::add);
        sanctions.trouble().ifPresent(reasons::add);
        places.trouble().ifPresent(reasons::add);
        shared.flatMap(SharedLimits::trouble).ifPresent(reasons::add);
        webhook.flatMap(WebhookSender::trouble).ifPresent(reasons::add);
        effectiveLimits.override().off().forEach((limit, by) -> reasons.add("the " + OperatorLog.inWords(limit)
                + " limiter has been switched off by an operator since " + by.since()));
        effectiveLimits.learnedLimits().values().stream().filter(limits -> isLate(limits.lease()))
                .map(HealthReporter::silence).forEach(reasons::add);
        if (!revisions.areRead()) {
            notes.add("the revised limits have not been read yet: the configured ones are in force");
        }
        notes.addAll(clients.unreadable().sentences());
        notes.addAll(FullHouse.sentences(house));
        String status = reasons.isEmpty() ? UP : DEGRADED;
        reasons.addAll(notes);
        return new Report(status, reasons);
    }

    private boolean isLate(@Nullable HeldLease lease) {
        return lease != null && lease.isLate(clock.millis());
    }

    private static String silence(ClientLimits limits) {
        HeldLease lease = Objects.requireNonNull(limits.lease());
        return "the learner is silent: it was to renew revision " + limits.revision() + " of " + limits.scope() + " by "
                + lease.renewalDue() + (lease.lapsed()
                        ? "; its numbers below the configured ones have lapsed"
                        : "; its numbers below the configured ones lapse at " + lease.until());
    }

    /** While Kafka is away and the disk keeps the events all is well, unless it has never been there. */
    private void publishing(List<String> reasons, List<String> notes) {
        kafka.spoolTrouble().ifPresent(trouble -> reasons.add("the disk does not keep events: " + trouble));
        if (kafka.hasDroppedLately()) {
            reasons.add("events have been lost within the last minute, " + kafka.dropped() + " since the start");
        }
        kafka(reasons, notes);
        kafka.note().ifPresent(notes::add);
    }

    private void kafka(List<String> reasons, List<String> notes) {
        Optional<String> trouble = kafka.trouble();
        if (trouble.isPresent()) {
            boolean away = kafka.contact() == Contact.SILENT;
            (away && kafka.hasBeenReached() && kafka.isSpooling() ? notes : reasons)
                    .add(kafka.isConnected() ? trouble.get() : trouble.get() + waiting());
        } else if (!kafka.isConnected()) {
            (kafka.hasBeenReached() && kafka.isSpooling() ? notes : reasons)
                    .add((kafka.hasBeenReached() ? "waiting for Kafka at " : "connecting to Kafka at ")
                            + kafka.server() + waiting());
        } else if (kafka.spooled() > 0) {
            notes.add("Kafka answers: " + kafka.spooled() + " events on disk are on their way to it");
        }
    }

    private String waiting() {
        return ": " + kafka.spooled() + " events wait for it on disk, " + kafka.waiting() + " in memory";
    }

    @Override
    public Health health() {
        Report report = report();
        return Health.status(new Status(report.status())).withDetail("reasons", report.reasons()).build();
    }
}
