package io.doorstep.support.turns;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.support.forwarding.ForwardedHeader;
import io.doorstep.support.forwarding.TrustedProxies;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestTurnsFilterTests {
    private final RequestPace pace = new RequestPace(100);
    private final RequestTurnsFilter filter = new RequestTurnsFilter(
            new TrustedProxies(List.of("10.0.0.0/8", "2001:db8:1::/48"), ForwardedHeader.X_FORWARDED_FOR), pace,
            new RequestWorkers(new ThreadSupervisor(), 1, Duration.ofSeconds(1)));

    @ParameterizedTest
    @CsvSource(textBlock = """
            # first peer      , it names       , second peer       , it names       , clients that are paced
            192.0.2.1         ,                , 192.0.2.1         ,                , 1
            192.0.2.1         ,                , 192.0.2.2         ,                , 2
            2001:db8:2::1     ,                , 2001:db8:2::2     ,                , 1
            2001:db8:2::1     ,                , 2001:db8:2:1::1   ,                , 2
            10.0.0.1          , 192.0.2.1      , 192.0.2.1         ,                , 1
            2001:db8:1::1     , 2001:db8:2::1  , 2001:db8:2::2     ,                , 1
            10.0.0.1          ,                , 10.0.0.2          ,                , 0
            2001:db8:1::1     ,                , 2001:db8:1::2     ,                , 0
            192.0.2.1         , 192.0.2.7      , 192.0.2.1         , 192.0.2.8      , 1
            """)
    void clients_arePacedByAddress_andProxiesThatNameNobodyAreNot(String first, String firstNames, String second,
            String secondNames, int paced) throws Exception {
        pass(first, firstNames);
        pass(second, secondNames);
        assertThat(pace.clients()).isEqualTo(paced);
    }

    private void pass(String peer, String names) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.setRemoteAddr(peer);
        if (names != null) {
            request.addHeader("X-Forwarded-For", names);
        }
        MockFilterChain chain = new MockFilterChain();
        filter.doFilter(request, new MockHttpServletResponse(), chain);
        assertThat(chain.getRequest()).isSameAs(request);
    }
}
