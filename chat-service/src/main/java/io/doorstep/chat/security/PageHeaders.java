package io.doorstep.chat.security;

import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What browsers are told about pages, besides what Spring Security tells them by itself. */
final class PageHeaders {
    /** Scripts and styles come from files of this host alone. */
    static final Customizer<HeadersConfigurer<HttpSecurity>> OF_ALL = headers -> headers
            .contentSecurityPolicy(csp -> csp.policyDirectives("default-src 'self'; img-src 'self' data:; "
                    + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"))
            .frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin)
            .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN));

    private PageHeaders() {}

    /**
     * Those of pages for people who have signed in: in no frame, and they name themselves to nobody else.
     *
     * @param pictures the origin that pictures may come from besides this host; empty = none
     */
    static Customizer<HeadersConfigurer<HttpSecurity>> ofTheDesk(String pictures) {
        String images = pictures.isEmpty() ? "'self'" : "'self' " + pictures;
        return headers -> headers
                .contentSecurityPolicy(csp -> csp.policyDirectives("default-src 'none'; script-src 'self'; "
                        + "style-src 'self'; img-src " + images
                        + "; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .withObjectPostProcessor(beforeThePage());
    }

    /** Writes them before the page: one that is forwarded to is sent past the filter that would add them at its end. */
    private static ObjectPostProcessor<HeaderWriterFilter> beforeThePage() {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends HeaderWriterFilter> O postProcess(O filter) {
                filter.setShouldWriteHeadersEagerly(true);
                return filter;
            }
        };
    }
}
