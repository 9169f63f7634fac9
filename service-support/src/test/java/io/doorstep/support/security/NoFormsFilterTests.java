package io.doorstep.support.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class NoFormsFilterTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            POST | application/json                              | 200
            POST | application/json; charset=utf-8               | 200
            POST | -                                             | 200
            GET  | text/plain                                    | 200
            POST | application/x-www-form-urlencoded             | 415
            PUT  | Application/X-WWW-Form-URLEncoded;charset=x   | 415
            POST | multipart/form-data; boundary=x               | 415
            POST | multipart/form-data                           | 415
            DELETE | text/plain;charset=UTF-8                    | 415
            PATCH | text/plain                                   | 415
            POST | ' text/plain ; a'                             | 415
            """)
    void typesOfForms_are415_withoutABodyToo(String method, @Nullable String type, int status) throws Exception {
        var request = new MockHttpServletRequest(method, "/api/limits/default/freeze");
        if (type != null) {
            request.addHeader("Content-Type", type);
        }
        var response = new MockHttpServletResponse();
        new NoFormsFilter().doFilter(request, response, new MockFilterChain());
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getContentType()).isEqualTo(status == 200 ? null : "application/problem+json");
    }
}
