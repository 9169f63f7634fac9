package io.doorstep.benchmarks.evaluation;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The limit of each policy and the demand over time, as an SVG. The scale of the numbers is logarithmic. */
public final class Plot {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 374;
    private static final int LEFT = 50;
    private static final int RIGHT = 150;
    private static final int TOP = 42;
    private static final int BOTTOM = 34;
    private static final int LINE = 15;
    private static final double HIGHEST = 1000;
    private static final String[] COLOURS = {"#b45309", "#64748b", "#7c3aed", "#db2777", "#0f766e"};
    private static final int[] TICKS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
    private static final int HOURS = 12;

    private final Mix mix;
    private final List<Outcome> outcomes;
    private final long spanMs;
    private final StringBuilder svg = new StringBuilder();

    private Plot(Mix mix, List<Outcome> outcomes) {
        this.mix = mix;
        this.outcomes = outcomes;
        this.spanMs = Math.max(VirtualRun.WINDOW_MS, mix.lastMs());
    }

    public static String of(Mix mix, List<Outcome> outcomes) {
        return new Plot(mix, outcomes).draw();
    }

    private String draw() {
        add(String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT));
        add(String.format(Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, HEIGHT));
        for (int i = 0; i < mix.layers().size(); i++) {
            shade(mix.layers().get(i), TOP - 8 - LINE * (i % 2));
        }
        grid();
        line(outcomes.getLast().windows(), WindowResult::demand, "#cbd5e1", 1);
        word(WIDTH - RIGHT + 8, TOP + 12, "#94a3b8", mix.limit().demand());
        for (int i = 0; i < outcomes.size(); i++) {
            String colour = COLOURS[i % COLOURS.length];
            boolean last = i == outcomes.size() - 1;
            line(outcomes.get(i).windows(), WindowResult::limit, colour, last ? 2.5 : 1.2);
            word(WIDTH - RIGHT + 8, TOP + 30 + 18 * i, colour, outcomes.get(i).policy());
        }
        return svg.append("</svg>\n").toString();
    }

    private void shade(Mix.Layer layer, int wordAt) {
        double from = x(layer.fromMs());
        add(String.format(Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#fef3c7\" fill-opacity=\"0.7\"/>", from,
                TOP,
                Math.max(1, x(layer.toMs()) - from), HEIGHT - TOP - BOTTOM));
        word(from, wordAt, "#92400e", layer.name());
    }

    private void grid() {
        for (int tick : TICKS) {
            add(String.format(Locale.ROOT, "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e2e8f0\"/>",
                    LEFT, WIDTH - RIGHT, y(tick),
                    y(tick)));
            add(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#475569\">%d</text>",
                    LEFT - 6, y(tick) + 4,
                    tick));
        }
        long step = Math.max(1, spanMs / Duration.ofHours(1).toMillis() / HOURS);
        for (long hour = 0; Duration.ofHours(hour).toMillis() <= spanMs; hour += step) {
            add(String.format(Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#475569\">%d h</text>",
                    x(Duration.ofHours(hour).toMillis()), HEIGHT - 12, hour));
        }
    }

    private void line(List<WindowResult> windows, ToDoubleFunction<WindowResult> value, String colour, double width) {
        StringBuilder points = new StringBuilder();
        double before = Double.NaN;
        for (WindowResult window : windows) {
            double now = y(value.applyAsDouble(window));
            if (now != before) {
                point(points, window.startMs(), Double.isNaN(before) ? now : before);
                point(points, window.startMs(), now);
            }
            before = now;
        }
        point(points, windows.getLast().startMs() + VirtualRun.WINDOW_MS, before);
        add(String.format(Locale.ROOT, "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" points=\"%s\"/>",
                colour, width,
                points.toString().strip()));
    }

    private void point(StringBuilder points, long timeMs, double y) {
        points.append(String.format(Locale.ROOT, "%.0f,%.1f ", x(timeMs), y));
    }

    private void word(double x, int y, String colour, String text) {
        add(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" fill=\"%s\">%s</text>", x, y, colour, text));
    }

    private double x(long timeMs) {
        return LEFT + (double) (WIDTH - LEFT - RIGHT) * Math.min(timeMs, spanMs) / spanMs;
    }

    private static double y(double value) {
        double height = Math.log10(Math.clamp(value, 1, HIGHEST)) / Math.log10(HIGHEST);
        return HEIGHT - BOTTOM - height * (HEIGHT - TOP - BOTTOM);
    }

    private void add(String element) {
        svg.append(element).append('\n');
    }
}
