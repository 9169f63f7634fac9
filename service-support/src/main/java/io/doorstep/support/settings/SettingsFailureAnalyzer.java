package io.doorstep.support.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Says in one sentence which setting is wrong, and what to write instead. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class SettingsFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        BindException binding = null;
        for (Throwable reason = failure; reason != null; reason = reason.getCause()) {
            if (reason instanceof SettingsException ours) {
                return new FailureAnalysis(onOneLine(ours.getMessage()), null, ours);
            }
            if (reason instanceof BindException bind) {
                binding = bind;
            }
        }
        return binding == null ? null : new FailureAnalysis(onOneLine(sentence(binding)), null, binding);
    }

    private static String sentence(BindException binding) {
        Throwable last = binding;
        for (Throwable reason = binding; reason != null; reason = reason.getCause()) {
            if (reason instanceof BindValidationException invalid) {
                return sentence(invalid.getValidationErrors());
            }
            if (reason instanceof UnboundConfigurationPropertiesException unbound) {
                return unbound.getUnboundProperties().stream().map(property -> property.getName().toString()).sorted()
                        .collect(Collectors.joining(", ")) + " would be left out: number the elements of a list from 0,"
                        + " without a gap";
            }
            last = reason;
        }
        ConfigurationProperty property = binding.getProperty();
        String wanted = ValueHint.of(binding);
        if (property == null || (wanted == null && last instanceof IllegalArgumentException)) {
            return String.valueOf(last.getMessage());
        }
        return property.getName() + " is '" + shown(property.getName().toString(), property.getValue())
                + "', which is no value for it: " + (wanted == null ? last.getMessage() : "write " + wanted);
    }

    private static String sentence(ValidationErrors errors) {
        return errors.getAllErrors().stream().map(error -> sentence(errors.getName().toString(), error)).sorted()
                .collect(Collectors.joining("; "));
    }

    private static String sentence(String prefix, ObjectError error) {
        if (!(error instanceof FieldError field)) {
            return String.valueOf(error.getDefaultMessage());
        }
        String name = prefix + "." + dashed(field.getField());
        Object value = field.getRejectedValue();
        return name + " " + field.getDefaultMessage() + (value == null || "".equals(value) || value instanceof Boolean
                ? ""
                : ", not " + shown(name, value));
    }

    private static String shown(String name, @Nullable Object value) {
        if (name.matches(".*(secret|secrets(\\[\\d+])?|password)")) {
            return "…";
        }
        return value instanceof Duration duration ? ValueHint.written(duration) : String.valueOf(value);
    }

    /** The name of the setting of a component; that of a check over several components is their group's. */
    private static String dashed(String camelCase) {
        return camelCase.replaceAll("\\.?ordered$", "").replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String onOneLine(@Nullable String sentence) {
        return String.valueOf(sentence).replaceAll("\\s*\\R\\s*", " ");
    }
}
