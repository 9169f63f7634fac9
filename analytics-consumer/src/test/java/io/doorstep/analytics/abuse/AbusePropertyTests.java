package io.doorstep.analytics.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds for anything that a client does; each repetition is a seed. */
class AbusePropertyTests {
    private static final int SEEDS = 100;
    private static final int EVENTS = 600;
    private static final int LONGEST = 600;
    private static final List<ErrorCode> CODES = List.of(ErrorCode.values());
    private static final List<Tier> TIERS = List.of(Tier.ANONYMOUS, Tier.AUTHENTICATED, Tier.RETURNING);

    private static List<EventEnvelope> anything(Random random) {
        List<EventEnvelope> events = new ArrayList<>();
        long afterMs = 0;
        for (int i = 0; i < EVENTS; i++) {
            afterMs += (long) (random.nextExponential() * (random.nextInt(20) == 0 ? 600_000 : 800));
            events.add(new EventEnvelope("door", i + 1, Instant.ofEpochMilli(Play.NOON + afterMs), event(random)));
        }
        return events;
    }

    private static Event event(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Play.opened(TIERS.get(random.nextInt(TIERS.size())));
            case 1 -> Play.closed(random.nextInt(3000));
            case 2 -> Play.repeated("t" + random.nextInt(3), random.nextInt(60), 1 + random.nextInt(9));
            default ->
                Play.refused(CODES.get(random.nextInt(CODES.size())), 1 + random.nextInt(4), random.nextInt(9000));
        };
    }

    private static List<SanctionDraft> play(List<EventEnvelope> events, boolean stored) {
        var rules = new AbuseRules(Play.ENFORCED);
        ClientConduct conduct = ClientConduct.clean();
        List<SanctionDraft> drafts = new ArrayList<>();
        for (EventEnvelope event : events) {
            rules.hear(conduct, event, event.time().toEpochMilli(), false).ifPresent(drafts::add);
            if (stored) {
                byte[] bytes = conduct.toBytes();
                assertThat(bytes.length).isLessThan(LONGEST);
                conduct = ClientConduct.fromBytes(bytes);
            }
        }
        return drafts;
    }

    @RepeatedTest(SEEDS)
    void drafts_areTheSame_whetherTheConductWasStoredOrNot(RepetitionInfo repetition) {
        List<EventEnvelope> events = anything(new Random(repetition.getCurrentRepetition()));
        assertThat(play(events, true)).isEqualTo(play(events, false));
    }

    @RepeatedTest(SEEDS)
    void drafts_followEachOther_withEvidenceAndAnEnd(RepetitionInfo repetition) {
        List<SanctionDraft> drafts = play(anything(new Random(repetition.getCurrentRepetition())), false);
        SanctionDraft before = null;
        for (SanctionDraft draft : drafts) {
            assertThat(draft.untilMs()).isGreaterThan(draft.sinceMs());
            assertThat(draft.evidence()).isNotEmpty()
                    .allSatisfy(number -> assertThat(number.value()).isGreaterThanOrEqualTo(number.bound()));
            if (before != null) {
                assertThat(draft.sinceMs()).isGreaterThanOrEqualTo(before.sinceMs());
                assertThat(before.step() == SanctionStep.BANNED
                        && draft.sinceMs() < before.untilMs() - AbuseRules.ENDING_MS)
                        .as("a ban is replaced once it has ended").isFalse();
                assertThat(draft.sinceMs() < before.untilMs() - AbuseRules.ENDING_MS
                        && draft.step().compareTo(before.step()) <= 0)
                        .as("while a sanction lasts, only a harder one follows").isFalse();
            }
            before = draft;
        }
    }

    @RepeatedTest(SEEDS)
    void lateEvents_changeNothing(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var rules = new AbuseRules(Play.ENFORCED);
        ClientConduct conduct = ClientConduct.clean();
        List<EventEnvelope> events = anything(random);
        for (EventEnvelope event : events) {
            rules.hear(conduct, event, event.time().toEpochMilli(), false);
        }
        byte[] before = conduct.toBytes();
        long nowMs = events.getLast().time().toEpochMilli();
        for (EventEnvelope event : anything(random)) {
            Instant late = Instant.ofEpochMilli(nowMs - AbuseRules.LATEST_MS - 1 - random.nextInt(3_600_000));
            assertThat(rules.hear(conduct, new EventEnvelope("door", 1, late, event.event()), nowMs, false)).isEmpty();
        }
        assertThat(conduct.toBytes()).isEqualTo(before);
    }

    @RepeatedTest(SEEDS)
    void order_withinASecond_doesNotMatter_forRefusals(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        List<EventEnvelope> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            events.add(new EventEnvelope("door", i + 1, Instant.ofEpochMilli(Play.NOON + 25L * i),
                    Play.refused(ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED, 1, 3000)));
        }
        List<EventEnvelope> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        var rules = new AbuseRules(Play.ENFORCED);
        ClientConduct conduct = ClientConduct.clean();
        List<SanctionStep> steps = new ArrayList<>();
        for (EventEnvelope event : shuffled) {
            rules.hear(conduct, event, Play.NOON + 2000, false).ifPresent(draft -> steps.add(draft.step()));
        }
        assertThat(steps).startsWith(SanctionStep.WARNED);
    }
}
