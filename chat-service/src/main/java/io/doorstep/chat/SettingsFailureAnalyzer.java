package io.doorstep.chat;

import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;

/** Says in one sentence which setting is wrong. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, BindException cause) {
        return new FailureAnalysis(sentence(cause), null, cause);
    }

    private static String sentence(BindException cause) {
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof BindValidationException invalid) {
                return sentence(invalid.getValidationErrors());
            }
        }
        Throwable last = cause;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return cause.getProperty() == null
                ? String.valueOf(last.getMessage())
                : cause.getName() + " is '" + cause.getProperty().getValue() + "', which is no value for it: "
                        + last.getMessage();
    }

    private static String sentence(ValidationErrors errors) {
        return errors.getAllErrors().stream()
                .map(error -> error instanceof FieldError field
                        ? errors.getName() + "." + dashed(field.getField()) + " " + error.getDefaultMessage()
                                + (field.getRejectedValue() == null || "".equals(field.getRejectedValue())
                                        ? ""
                                        : ", not " + field.getRejectedValue())
                        : String.valueOf(error.getDefaultMessage()))
                .collect(Collectors.joining("; "));
    }

    private static String dashed(String camelCase) {
        return camelCase.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
