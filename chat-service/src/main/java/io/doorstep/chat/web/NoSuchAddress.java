package io.doorstep.chat.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers for addresses at which nothing is: browsers with a page, programs with a problem. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class NoSuchAddress {

    @ExceptionHandler(NoResourceFoundException.class)
    Object answer(NoResourceFoundException nothing, HttpServletRequest request) {
        return isBrowser(request.getHeader(HttpHeaders.ACCEPT))
                ? new ModelAndView("error",
                        Map.of("status", nothing.getStatusCode().value(), "error",
                                HttpStatus.NOT_FOUND.getReasonPhrase()),
                        HttpStatus.NOT_FOUND)
                : nothing;
    }

    static boolean isBrowser(@Nullable String accept) {
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    }
}
