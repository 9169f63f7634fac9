package io.doorstep.benchmarks.tables;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle of several measurements, which a single bad round does not move. */
public final class Medians {
    private Medians() {}

    /** @param values at least one */
    public static double of(double... values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("there is no median of nothing");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** @param measured at least one */
    public static <T> double of(List<T> measured, ToDoubleFunction<T> number) {
        return of(numbers(measured, number));
    }

    /** Of the ratios of what was measured next to each other, which is less moved by a slow drift of the machine. */
    public static double ofRatios(double[] values, double[] references) {
        if (values.length != references.length) {
            throw new IllegalArgumentException(
                    "as many values as references, not " + values.length + " and " + references.length);
        }
        double[] ratios = new double[values.length];
        Arrays.setAll(ratios, i -> values[i] / references[i]);
        return of(ratios);
    }

    public static <T> double ofRatios(List<T> measured, List<T> references, ToDoubleFunction<T> number) {
        return ofRatios(numbers(measured, number), numbers(references, number));
    }

    private static <T> double[] numbers(List<T> measured, ToDoubleFunction<T> number) {
        return measured.stream().mapToDouble(number).toArray();
    }
}
