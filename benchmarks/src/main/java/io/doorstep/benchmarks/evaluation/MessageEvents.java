package io.doorstep.benchmarks.evaluation;

import io.doorstep.chat.limiter.Acquisition;
import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Tier;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Of messages, as the chat service tells of them: what a client did within a minute, refusals within a second, and what a
 * candidate would have refused within a second. A client opens its socket as it says the first thing in a window of the
 * learner's, and has one session.
 */
final class MessageEvents implements DoorEvents {
    private static final long SECOND_MS = 1000;
    private static final long MINUTE_MS = 60_000;

    private final Set<Integer> inside = new HashSet<>();
    private final Map<Integer, Minute> minutes = new LinkedHashMap<>();
    private final Map<Integer, Second> refused = new LinkedHashMap<>();
    private final Map<Integer, Second> shadowed = new LinkedHashMap<>();
    private final RepeatedTexts texts = new RepeatedTexts();
    private long second;
    private long minute;

    @Override
    public void add(Attempt attempt, Answer answer, Ear ear) {
        int client = attempt.client();
        tellUntil(attempt.timeMs(), ear);
        Minute did = minutes.computeIfAbsent(client, _ -> new Minute());
        if (inside.add(client)) {
            ear.hear(attempt.timeMs(), client, DoorEvents.opened(client));
            did.opened++;
        }
        switch (answer.acquisition()) {
            case Acquisition.Granted granted -> {
                did.messages++;
                texts.add(attempt, ear);
                if (granted.refusedByCandidate()) {
                    shadowed.computeIfAbsent(client, _ -> new Second(attempt.timeMs(), answer)).add(answer, 0);
                }
            }
            case Acquisition.Refused(long waitMs) -> {
                did.refused++;
                refused.computeIfAbsent(client, _ -> new Second(attempt.timeMs(), answer)).add(answer, waitMs);
            }
            case Acquisition.Failed failed -> throw failed.error();
        }
    }

    private void tellUntil(long timeMs, Ear ear) {
        if (timeMs / SECOND_MS != second) {
            tellSecond(ear);
            second = timeMs / SECOND_MS;
        }
        if (timeMs / MINUTE_MS != minute) {
            tellMinute(ear);
            minute = timeMs / MINUTE_MS;
        }
    }

    @Override
    public void end(Ear ear) {
        tellSecond(ear);
        tellMinute(ear);
        inside.clear();
    }

    private void tellSecond(Ear ear) {
        refused.forEach((client, sum) -> ear.hear(sum.firstMs, client, DoorEvents.violation(client,
                ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED, sum.count, LimitName.MESSAGE_RATE, sum.latest, sum.waitMs)));
        refused.clear();
        shadowed.forEach((client, sum) -> ear.hear(sum.firstMs, client,
                DoorEvents.wouldReject(client, sum.count, LimitName.MESSAGE_RATE, sum.latest)));
        shadowed.clear();
    }

    /** It has the last instant of its minute for its time. */
    private void tellMinute(Ear ear) {
        long startMs = minute * MINUTE_MS;
        minutes.forEach((client, did) -> ear.hear(startMs + MINUTE_MS - 1, client,
                ConnectionActivity.builder(Integer.toString(client), Tier.ANONYMOUS).productId(PRODUCT)
                        .windowStartMs(startMs).windowMs(MINUTE_MS).opened(did.opened).connections(1).connectionsPeak(1)
                        .messages(did.messages).messagesRefused(did.refused).sessionMessages(did.messages + did.refused)
                        .build()));
        minutes.clear();
    }

    private static final class Minute {
        private int opened;
        private long messages;
        private long refused;
    }

    private static final class Second {
        private final long firstMs;
        private Answer latest;
        private long waitMs;
        private long count;

        Second(long firstMs, Answer first) {
            this.firstMs = firstMs;
            this.latest = first;
        }

        void add(Answer answer, long wait) {
            latest = answer;
            waitMs = wait;
            count++;
        }
    }
}
