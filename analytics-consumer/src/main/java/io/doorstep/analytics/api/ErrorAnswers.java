package io.doorstep.analytics.api;

import io.doorstep.support.web.ErrorDispatchFilter;
import io.doorstep.support.web.ErrorStatus;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What stands at the error path for those who ask for it; errors are answered before it. */
@RestController
class ErrorAnswers implements ErrorController {

    @Bean
    static FilterRegistrationBean<ErrorDispatchFilter> errorDispatch() {
        return ErrorDispatchFilter.registration(false);
    }

    @RequestMapping("/error")
    ProblemDetail answer(HttpServletRequest request) {
        ErrorStatus error = ErrorStatus.of(request);
        return ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(error.status()), error.detail());
    }
}
