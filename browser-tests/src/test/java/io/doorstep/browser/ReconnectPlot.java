package io.doorstep.browser;

import java.util.List;
import java.util.Locale;

/** Attempts per second of two crowds over time as an SVG, on a logarithmic scale. */
final class ReconnectPlot {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 400;
    private static final int LEFT = 72;
    private static final int RIGHT = 24;
    private static final int TOP = 64;
    private static final int BOTTOM = 52;
    private static final int SECONDS = 150;
    private static final int TICK_SECONDS = 15;
    /** Where a second without attempts is drawn, below 1. */
    private static final double NONE = 0.5;
    private static final double MOST = 20_000;

    private ReconnectPlot() {}

    static String svg(ReconnectStorm doorstep, ReconnectStorm naive) {
        var marks = new StringBuilder();
        band(marks, ReconnectStorm.GO_AWAY, ReconnectStorm.DOWN, "#fff3d6", "go_away", "#7d5a00");
        band(marks, ReconnectStorm.DOWN, ReconnectStorm.UP, "#f3f4f6", "server down", "#57606a");
        for (int power = 1; power <= MOST; power *= 10) {
            grid(marks, power);
        }
        text(marks, LEFT - 8, y(NONE) + 4, "end", "#57606a", "0");
        for (int second = 0; second <= SECONDS; second += TICK_SECONDS) {
            text(marks, x(second), HEIGHT - BOTTOM + 20, "middle", "#57606a", second + " s");
        }
        steps(marks, naive.attempts(), "#c4432b");
        steps(marks, doorstep.attempts(), "#1a7f5a");
        text(marks, x(17), y(4300), "start", "#a8331d",
                String.format(Locale.ROOT, "new WebSocket() on close: %,d a second", naive.peak()));
        text(marks, x(30), y(180), "start", "#136546",
                String.format(Locale.ROOT, "doorstep-client.js: up to %,d a second", doorstep.peak()));
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" \
                font-family="system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif" font-size="13">
                <title>Connection attempts per second of 1000 clients while their server restarts</title>
                <rect x=".5" y=".5" width="%d" height="%d" rx="8" fill="#fff" stroke="#d0d7de"/>
                <text x="24" y="28" font-size="16" font-weight="600" fill="#1f2328">\
                Connection attempts per second, 1000 clients, server down for a minute</text>
                <text x="24" y="48" fill="#57606a">logarithmic scale · each attempt is answered after 100 ms · from 75 s on, 50 are admitted per second</text>
                %s</svg>
                """.formatted(WIDTH, HEIGHT, WIDTH - 1, HEIGHT - 1, marks);
    }

    private static void band(StringBuilder marks, int from, int to, String fill, String label, String color) {
        marks.append(String.format(Locale.ROOT, "<rect x='%.1f' y='%d' width='%.1f' height='%d' fill='%s'/>\n", x(from),
                TOP, x(to) - x(from),
                HEIGHT - TOP - BOTTOM, fill));
        double middle = (x(from) + x(to)) / 2;
        if (to - from < TICK_SECONDS) {
            double baseline = HEIGHT - BOTTOM - 8;
            marks.append(String.format(Locale.ROOT, "<g transform='rotate(-90 %.1f %.1f) translate(0 4)'>", middle,
                    baseline));
            text(marks, middle, baseline, "start", color, label);
            marks.append("</g>\n");
        } else {
            text(marks, middle, HEIGHT - BOTTOM - 8, "middle", color, label);
        }
    }

    private static void grid(StringBuilder marks, int value) {
        marks.append(String.format(Locale.ROOT, "<path d='M%d %.1fH%d' stroke='#d8dee4'/>\n", LEFT, y(value),
                WIDTH - RIGHT));
        text(marks, LEFT - 8, y(value) + 4, "end", "#57606a", String.format(Locale.ROOT, "%,d", value));
    }

    private static void steps(StringBuilder marks, List<Integer> perSecond, String color) {
        var path = new StringBuilder(String.format(Locale.ROOT, "M%.1f %.1f", x(0), y(perSecond.getFirst())));
        for (int second = 0; second < SECONDS; second++) {
            path.append(String.format(Locale.ROOT, "V%.1fH%.1f", y(perSecond.get(second)), x(second + 1.0)));
        }
        marks.append(String.format(Locale.ROOT,
                "<path d='%s' fill='none' stroke='%s' stroke-width='2' stroke-linejoin='round'/>\n", path,
                color));
    }

    private static void text(StringBuilder marks, double x, double y, String anchor, String color, String words) {
        marks.append(String.format(Locale.ROOT, "<text x='%.1f' y='%.1f' text-anchor='%s' fill='%s'>%s</text>\n", x, y,
                anchor, color, words));
    }

    private static double x(double second) {
        return LEFT + second / SECONDS * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double value) {
        double share = Math.log(Math.max(value, NONE) / NONE) / Math.log(MOST / NONE);
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }
}
