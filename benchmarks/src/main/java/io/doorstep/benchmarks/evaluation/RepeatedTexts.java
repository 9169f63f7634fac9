package io.doorstep.benchmarks.evaluation;

import io.doorstep.benchmarks.replay.TraceRow;
import io.doorstep.events.RepeatedText;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * In which conversations each client has written the same text of late, told with each that is new from the third on, as
 * the door tells it.
 */
final class RepeatedTexts {
    /** As the door has it, for letters and digits alone; a trace counts all characters. */
    private static final int SHORTEST = 32;
    private static final int FEWEST = 3;
    private static final long WINDOW_MS = Duration.ofMinutes(15).toMillis();

    private record Key(int client, int text) {}

    private final Map<Key, Map<Integer, Long>> written = new HashMap<>();

    void add(Attempt attempt, DoorEvents.Ear ear) {
        TraceRow.Text text = attempt.text();
        if (text == null || text.id() < 0 || text.length() < SHORTEST) {
            return;
        }
        Map<Integer, Long> conversations = written.computeIfAbsent(new Key(attempt.client(), text.id()),
                _ -> new HashMap<>(2));
        conversations.values().removeIf(timeMs -> timeMs < attempt.timeMs() - WINDOW_MS);
        boolean isNew = conversations.put(text.conversation(), attempt.timeMs()) == null;
        if (isNew && conversations.size() >= FEWEST) {
            long firstMs = conversations.values().stream().mapToLong(Long::longValue).min().orElseThrow();
            ear.hear(attempt.timeMs(), attempt.client(), new RepeatedText(Integer.toString(attempt.client()),
                    "t" + text.id(), text.length(), conversations.size(), conversations.size(), firstMs,
                    attempt.timeMs() - firstMs, Tier.ANONYMOUS, null));
        }
    }
}
