package io.doorstep.support.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.support.origin.OwnOrigins;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CrossSiteTests {
    private final CrossSite crossSite = new CrossSite(request -> OwnOrigins.of(request.getHeader("Host")));

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # method , scheme , Host              , Origin                     , Sec-Fetch-Site , refused
            POST     , http   , 127.0.0.1:8000    , -                          , -              , false
            POST     , http   , 127.0.0.1:8000    , http://127.0.0.1:8000      , -              , false
            POST     , http   , 127.0.0.1:8000    , http://127.0.0.1:8000      , same-origin    , false
            POST     , http   , chat.example      , http://CHAT.example:80     , -              , false
            POST     , http   , chat.example:80   , http://chat.example        , -              , false
            POST     , http   , chat.example      , https://chat.example       , -              , false
            POST     , http   , chat.example:443  , https://chat.example       , -              , false
            POST     , https  , chat.example      , https://chat.example       , -              , false
            POST     , https  , chat.example:8443 , https://chat.example:8443  , -              , false
            POST     , http   , [::1]:8000        , http://[0:0::1]:8000       , -              , false
            POST     , http   , 127.0.0.1:8000    , -                          , none           , false
            GET      , http   , 127.0.0.1:8000    , http://evil.example        , cross-site     , false
            HEAD     , http   , 127.0.0.1:8000    , http://evil.example        , -              , false
            POST     , http   , 127.0.0.1:8000    , http://evil.example        , -              , true
            PUT      , http   , 127.0.0.1:8000    , http://evil.example        , -              , true
            PATCH    , http   , 127.0.0.1:8000    , http://evil.example        , -              , true
            DELETE   , http   , 127.0.0.1:8000    , http://evil.example        , -              , true
            POST     , http   , 127.0.0.1:8000    , http://127.0.0.1:8001      , -              , true
            POST     , http   , 127.0.0.1:8000    , http://localhost:8000      , -              , true
            POST     , http   , 127.0.0.1:8000    , https://127.0.0.1:8000     , -              , true
            POST     , https  , chat.example      , http://chat.example        , -              , true
            POST     , http   , chat.example      , http://chat.example.evil   , -              , true
            POST     , http   , chat.example      , http://a@chat.example      , -              , true
            POST     , http   , 127.0.0.1:8000    , null                       , -              , true
            POST     , http   , 127.0.0.1:8000    , ''                         , -              , true
            POST     , http   , 127.0.0.1:8000    , file://                    , -              , true
            POST     , http   , -                 , http://evil.example        , -              , true
            POST     , http   , 127.0.0.1:8000    , -                          , cross-site     , true
            POST     , http   , 127.0.0.1:8000    , -                          , same-site      , true
            POST     , http   , 127.0.0.1:8000    , http://127.0.0.1:8000      , cross-site     , true
            """)
    void wouldChangeSomething_isTrueForAnotherSitesPageAlone(String method, String scheme, @Nullable String host,
            @Nullable String origin, @Nullable String site, boolean refused) {
        var request = new MockHttpServletRequest(method, "/api/debug/pool");
        request.setScheme(scheme);
        request.setSecure(scheme.equals("https"));
        add(request, "Host", host);
        add(request, "Origin", origin);
        add(request, "Sec-Fetch-Site", site);
        assertThat(crossSite.wouldChangeSomething(request)).isEqualTo(refused);
    }

    private static void add(MockHttpServletRequest request, String name, @Nullable String value) {
        if (value != null) {
            request.addHeader(name, value);
        }
    }
}
