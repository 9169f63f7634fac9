package io.doorstep.chat.web;

import io.doorstep.support.web.ErrorDispatchFilter;
import io.doorstep.support.web.ErrorStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The page for browsers whose request ended in an error; programs get a problem. */
@Controller
class ErrorAnswers implements ErrorController {

    @Bean
    static FilterRegistrationBean<ErrorDispatchFilter> errorDispatch() {
        return ErrorDispatchFilter.registration(true);
    }

    @RequestMapping("/error")
    Object answer(HttpServletRequest request) {
        ErrorStatus error = ErrorStatus.of(request);
        var status = HttpStatusCode.valueOf(error.status());
        return NoSuchAddress.isBrowser(request.getHeader(HttpHeaders.ACCEPT))
                ? new ModelAndView("error", Map.of("status", error.status(), "error", error.title()), status)
                : ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, error.detail())).build();
    }
}
