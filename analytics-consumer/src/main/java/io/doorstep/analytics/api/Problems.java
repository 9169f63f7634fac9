package io.doorstep.analytics.api;

import io.doorstep.analytics.api.live.LiveStreams;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Says in a sentence what is wrong with a call. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class Problems {

    @ExceptionHandler
    ProblemDetail wrong(IllegalArgumentException wrong) {
        return badRequest(String.valueOf(wrong.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail wrong(MethodArgumentTypeMismatchException wrong) {
        return badRequest(wrong.getName() + " must be a whole number, not '" + wrong.getValue() + "'");
    }

    @ExceptionHandler
    ProblemDetail wrong(HandlerMethodValidationException wrong) {
        return badRequest(wrong.getParameterValidationResults().stream().map(Problems::sentence)
                .collect(Collectors.joining("; ")));
    }

    private static String sentence(ParameterValidationResult result) {
        return result.getMethodParameter().getParameterName() + " "
                + result.getResolvableErrors().getFirst().getDefaultMessage() + ", not " + result.getArgument();
    }

    private static ProblemDetail badRequest(String sentence) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, sentence);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(HttpMediaTypeNotSupportedException wrong) {
        MediaType type = wrong.getContentType();
        return ResponseEntity.status(HttpStatus.UNSUPPORTED_MEDIA_TYPE).headers(wrong.getHeaders())
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "the body must be application/json" + (type == null ? "" : ", not " + type)));
    }

    @ExceptionHandler
    ProblemDetail notThere(NotThere missing) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, String.valueOf(missing.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail full(LiveStreams.Full full) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(full.getMessage()));
    }
}
