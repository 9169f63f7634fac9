package io.doorstep.support.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ForwardedSchemeTests {
    private static final String PROXY = "192.0.2.1";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # peer       | header            | value                            | https
            192.0.2.1    | X-Forwarded-Proto | https                            | true
            192.0.2.1    | X-Forwarded-Proto | HTTPS                            | true
            192.0.2.1    | X-Forwarded-Proto | https, http                      | true
            192.0.2.1    | X-Forwarded-Proto | http                             | false
            192.0.2.1    | X-Forwarded-Proto | httpsx                           | false
            192.0.2.1    | Forwarded         | proto=https                      | false
            203.0.113.9  | X-Forwarded-Proto | https                            | false
            """)
    void xForwardedProto_isBelievedFromATrustedPeerAlone(String peer, String header, String value, boolean https)
            throws Exception {
        assertThat(isSecure(ForwardedScheme.ofXForwardedProto(PROXY::equals), peer, header, value)).isEqualTo(https);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.1    | Forwarded         | for=203.0.113.9;proto=https      | true
            192.0.2.1    | Forwarded         | for=203.0.113.9; Proto="https"   | true
            192.0.2.1    | Forwarded         | proto=https, for=192.0.2.2       | true
            192.0.2.1    | Forwarded         | for=203.0.113.9;proto=http       | false
            192.0.2.1    | X-Forwarded-Proto | https                            | false
            203.0.113.9  | Forwarded         | proto=https                      | false
            """)
    void forwarded_isBelievedFromATrustedPeerAlone(String peer, String header, String value, boolean https)
            throws Exception {
        assertThat(isSecure(ForwardedScheme.ofForwarded(PROXY::equals), peer, header, value)).isEqualTo(https);
    }

    private static boolean isSecure(ForwardedScheme filter, String peer, String header, @Nullable String value)
            throws ServletException, IOException {
        var request = new MockHttpServletRequest("GET", "/");
        request.setRemoteAddr(peer);
        request.addHeader(header, String.valueOf(value));
        var chain = new MockFilterChain();
        filter.doFilter(request, new MockHttpServletResponse(), chain);
        var seen = chain.getRequest();
        return seen != null && seen.isSecure() && seen.getScheme().equals("https") && seen.getServerPort() == 443;
    }
}
