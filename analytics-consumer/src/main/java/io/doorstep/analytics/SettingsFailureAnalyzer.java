package io.doorstep.analytics;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Says in one sentence which setting is wrong. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, BindException cause) {
        return new FailureAnalysis(sentence(cause), null, cause);
    }

    private static String sentence(BindException cause) {
        Throwable last = cause;
        while (last.getCause() != null) {
            last = last.getCause();
            if (last instanceof BindValidationException invalid) {
                ValidationErrors errors = invalid.getValidationErrors();
                return errors.getAllErrors().stream().map(error -> sentence(errors.getName() + ".", error))
                        .collect(joining("; "));
            }
        }
        ConfigurationProperty property = cause.getProperty();
        return cause.getName() + (property == null ? "" : " is '" + property.getValue() + "', which")
                + " is no value for it: " + last.getMessage();
    }

    private static String sentence(String prefix, ObjectError error) {
        if (!(error instanceof FieldError field)) {
            return String.valueOf(error.getDefaultMessage());
        }
        String name = field.getField().replaceAll("\\.?ordered$", "").replaceAll("([a-z])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
        Object value = field.getRejectedValue();
        return prefix + name + " " + field.getDefaultMessage()
                + (value == null || value instanceof Boolean ? "" : ", not '" + value + "'");
    }
}
