package io.doorstep.benchmarks.traces;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Two minutes of a shop's morning: 80 people who look at a few pages, some of whom chat, and one page that is
 * {@code stuck} in a loop of reconnecting, so often that the default connection rate stops it.
 */
final class FirstVisitors {
    private static final long SEED = 11;
    /** 1 January 2026, 09:00 UTC. */
    private static final long START_MS = 1_767_258_000_000L;
    private static final int SPAN_MS = 120_000;
    private static final int PEOPLE = 80;
    private static final int STUCK_FROM_MS = 15_000;
    private static final int STUCK_ATTEMPTS = 75;
    private static final int STUCK_EVERY_MS = 1_350;
    private static final int STUCK_STAY_MS = 400;
    private static final String HUMAN = "human";
    private static final String STUCK = "stuck";

    private record Row(long timeMs, String visitor, String kind, String label) {}

    private final Random random = new Random(SEED);
    private final List<Row> rows = new ArrayList<>();

    /** Writes the trace to the file that is named. */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), new FirstVisitors().csv(), UTF_8);
    }

    String csv() {
        for (int person = 0; person < PEOPLE; person++) {
            visit("person " + person);
        }
        for (int attempt = 0; attempt < STUCK_ATTEMPTS; attempt++) {
            int time = STUCK_FROM_MS + attempt * STUCK_EVERY_MS + random.nextInt(300);
            add(time, STUCK, "connect", STUCK);
            add(time + STUCK_STAY_MS, STUCK, "disconnect", STUCK);
        }
        rows.sort(Comparator.comparingLong(Row::timeMs));
        Map<String, Integer> clients = new HashMap<>();
        StringBuilder csv = new StringBuilder("timestamp_ms,client_id,kind,label\n");
        for (Row row : rows) {
            int client = clients.computeIfAbsent(row.visitor(), _ -> clients.size());
            csv.append("%d,%d,%s,%s\n".formatted(START_MS + row.timeMs(), client, row.kind(), row.label()));
        }
        return csv.toString();
    }

    private void visit(String person) {
        int time = random.nextInt(SPAN_MS - 30_000);
        if (random.nextInt(8) == 0) {
            stay(person, time);
            return;
        }
        int pages = 1 + random.nextInt(3);
        for (int page = 0; page < pages && time < SPAN_MS; page++) {
            add(time, person, "page", HUMAN);
            add(time + 40 + random.nextInt(200), person, "asset", HUMAN);
            if (random.nextInt(4) == 0) {
                chat(person, time, 1 + random.nextInt(2));
            }
            time += 8_000 + random.nextInt(20_000);
        }
    }

    /** Somebody who keeps one chat open, and says goodbye. */
    private void stay(String person, int time) {
        add(time, person, "connect", HUMAN);
        chat(person, time, 2 + random.nextInt(3));
        add(time + 29_000, person, "disconnect", HUMAN);
    }

    private void chat(String person, int time, int messages) {
        for (int message = 0; message < messages; message++) {
            add(time + 2_000 + message * 5_000 + random.nextInt(3_000), person, "message", HUMAN);
        }
    }

    private void add(int timeMs, String visitor, String kind, String label) {
        rows.add(new Row(timeMs, visitor, kind, label));
    }
}
