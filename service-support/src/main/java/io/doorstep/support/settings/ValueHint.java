package io.doorstep.support.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** What can be written for a setting whose value could not be read. */
final class ValueHint {
    private static final List<Map.Entry<String, Duration>> UNITS = List.of(Map.entry("d", Duration.ofDays(1)),
            Map.entry("h", Duration.ofHours(1)), Map.entry("m", Duration.ofMinutes(1)),
            Map.entry("s", Duration.ofSeconds(1)));

    private ValueHint() {}

    /** To follow "write"; null where the value could be read, and was refused by whom it is for. */
    static @Nullable String of(BindException binding) {
        for (Throwable reason = binding; reason != null; reason = reason.getCause()) {
            if (reason instanceof ConversionFailedException failed) {
                return of(failed.getTargetType().getType());
            }
            if (reason instanceof ConverterNotFoundException none && none.getTargetType() != null) {
                return of(none.getTargetType().getType());
            }
        }
        return null;
    }

    static String of(Class<?> written) {
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(written);
        if (type.isEnum()) {
            return "one of " + Arrays.stream(type.getEnumConstants()).map(ValueHint::dashed)
                    .collect(Collectors.joining(", "));
        }
        if (type == Duration.class) {
            return "a duration with its unit, such as 500ms, 30s, 5m, 2h or 1d";
        }
        if (type == DataSize.class) {
            return "a size with its unit, such as 512KB or 64MB";
        }
        if (type == Integer.class) {
            return "a whole number, " + Integer.MAX_VALUE + " at most";
        }
        if (type == Long.class) {
            return "a whole number, " + Long.MAX_VALUE + " at most";
        }
        if (type == Double.class) {
            return "a number such as 0.5";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return type == Path.class ? "the path of a folder" : "a " + type.getSimpleName();
    }

    /** In the largest unit that takes it whole, as a person would write it. */
    static String written(Duration duration) {
        long ms = duration.toMillis();
        for (Map.Entry<String, Duration> unit : UNITS) {
            if (ms != 0 && ms % unit.getValue().toMillis() == 0) {
                return ms / unit.getValue().toMillis() + unit.getKey();
            }
        }
        return ms + "ms";
    }

    private static String dashed(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
