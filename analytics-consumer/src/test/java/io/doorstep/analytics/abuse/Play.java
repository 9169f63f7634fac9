package io.doorstep.analytics.abuse;

import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.LimitName;
import io.doorstep.events.RepeatedText;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One client's events played to the rules, each of which is enforced unless a policy says otherwise. */
final class Play {
    static final String CLIENT = "client";
    /** Midday of a day, in milliseconds since the epoch. */
    static final long NOON = 1_700_000_000_000L;
    static final AbusePolicy ENFORCED = all(RuleMode.ENFORCE);

    final AbuseRules rules;
    ClientConduct conduct = ClientConduct.clean();
    final List<SanctionDraft> drafts = new ArrayList<>();

    Play(AbusePolicy policy) {
        rules = new AbuseRules(policy);
    }

    Play() {
        this(ENFORCED);
    }

    static AbusePolicy all(RuleMode mode) {
        Map<SanctionRule, RuleMode> modes = new EnumMap<>(SanctionRule.class);
        AbusePolicy.DEFAULT_MODES.keySet().forEach(rule -> modes.put(rule, mode));
        return new AbusePolicy(modes);
    }

    /** @param afterMs since noon, in milliseconds */
    Optional<SanctionDraft> at(long afterMs, Event event) {
        Optional<SanctionDraft> draft = rules.hear(conduct, new EventEnvelope("door", 1,
                Instant.ofEpochMilli(NOON + afterMs), event), NOON + afterMs, false);
        draft.ifPresent(drafts::add);
        return draft;
    }

    /** The same event every so many milliseconds. */
    Play every(long stepMs, int times, long fromMs, Event event) {
        for (int i = 0; i < times; i++) {
            at(fromMs + i * stepMs, event);
        }
        return this;
    }

    List<String> steps() {
        return drafts.stream().map(draft -> draft.rule() + " " + draft.step() + " "
                + (draft.untilMs() - draft.sinceMs()) / 60_000).toList();
    }

    static ConnectionOpened opened(Tier tier) {
        return new ConnectionOpened(CLIENT, "c", "11", tier, null, 1, 1, 0, false);
    }

    static ConnectionClosed closed(long durationMs) {
        return new ConnectionClosed(CLIENT, "c", "11", Tier.ANONYMOUS, null, durationMs, 1001, null, 0, 0);
    }

    static Violation refused(ErrorCode code, long count, long waitMs) {
        return new Violation(CLIENT, code, count, LimitName.CONNECTION_RATE, 50, 300_000, waitMs, "11",
                Tier.ANONYMOUS, null, 0);
    }

    static RepeatedText repeated(String text, int characters, int conversations) {
        return new RepeatedText(CLIENT, text, characters, conversations, conversations, NOON, 60_000, Tier.ANONYMOUS,
                null);
    }
}
