package io.doorstep.system;

import io.doorstep.benchmarks.sockets.ForwardedVisits;
import io.doorstep.testing.service.RunningChat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Visitors behind a trusted proxy, each of whom comes and goes so many times at the beginning of every window, until told
 * otherwise. None begins more visits in a window than that, however slow the machine is.
 */
final class Crowd implements AutoCloseable {
    /** Behind the window's beginning, so that a clock that is read a little later reads the same window. */
    private static final long INTO_THE_WINDOW_MS = 30;
    private static final int AT_ONCE = 8;

    private final ForwardedVisits door = new ForwardedVisits();
    private final ScheduledExecutorService visits = Executors.newScheduledThreadPool(AT_ONCE);
    private final Map<String, Habit> habits = new ConcurrentHashMap<>();
    private final Map<String, List<String>> lastVisits = new ConcurrentHashMap<>();
    private final RunningChat chat;
    private final long windowMs;

    /** @param once whether it is kept in one window alone */
    private record Habit(int times, boolean once) {
        static final Habit NONE = new Habit(0, false);
    }

    Crowd(RunningChat chat, Duration window) {
        this.chat = chat;
        this.windowMs = window.toMillis();
    }

    /** From the next window on; 0 = not any more. */
    void come(String address, int times) {
        come(address, new Habit(times, false));
    }

    private void come(String address, Habit habit) {
        if (habits.put(address, habit) == null) {
            long now = System.currentTimeMillis();
            var _ = visits.scheduleAtFixedRate(new Regular(address),
                    windowOf(now) + windowMs + INTO_THE_WINDOW_MS - now, windowMs, TimeUnit.MILLISECONDS);
        }
    }

    void come(List<String> addresses, int times) {
        addresses.forEach(address -> come(address, times));
    }

    /** In the next window alone, however late anybody looks. */
    void comeOnce(String address, int times) {
        come(address, new Habit(times, true));
    }

    /** What it was told in the window that is over: {@code connected}, or a code and the limit. */
    List<String> lastVisits(String address) {
        return lastVisits.getOrDefault(address, List.of());
    }

    private long windowOf(long time) {
        return time - Math.floorMod(time, windowMs);
    }

    private final class Regular implements Runnable {
        private final String address;
        private long window;

        Regular(String address) {
            this.address = address;
        }

        @Override
        public void run() {
            long current = windowOf(System.currentTimeMillis());
            if (current == window) {
                return;
            }
            window = current;
            List<String> told = new ArrayList<>();
            Habit habit = habits.getOrDefault(address, Habit.NONE);
            if (habit.once()) {
                habits.replace(address, habit, Habit.NONE);
            }
            while (told.size() < habit.times() && windowOf(System.currentTimeMillis()) == window) {
                told.add(visit());
            }
            lastVisits.put(address, told);
        }

        private String visit() {
            try {
                JsonNode frame = door.visit(chat.socket("11", "of-" + address.replace('.', '-')), address);
                return frame.path("type").stringValue("").equals("connected")
                        ? "connected"
                        : frame.path("code").stringValue("") + " " + frame.path("limit").intValue(0);
            } catch (CompletionException e) {
                return "failed: " + e.getCause();
            }
        }
    }

    @Override
    public void close() {
        habits.clear();
        visits.shutdownNow();
        door.close();
    }
}
