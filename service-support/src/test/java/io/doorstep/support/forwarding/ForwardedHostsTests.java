package io.doorstep.support.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.support.origin.OwnOrigins;
import io.doorstep.support.origin.WebOrigin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedHostsTests {
    private static final String PROXY = "127.0.0.1";

    private static boolean isOwn(ForwardedHeader header, String peer, String origin,
            Map<String, List<String>> headers) {
        TrustedProxies proxies = new TrustedProxies(List.of(PROXY, "10.0.0.0/8"), header);
        var own = new OwnOrigins("upstream:8000",
                proxies.hosts(peer, name -> headers.getOrDefault(name, List.of())));
        return own.includes(WebOrigin.parse(origin).orElseThrow());
    }

    private static List<String> lines(@Nullable String value) {
        return value == null ? List.of() : List.of(value.split("\\|", -1));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # host                          , proto          , port        , for                    , origin                     , own
            chat.example                    , https          , -           , 203.0.113.9            , https://chat.example       , true
            chat.example                    , https          , -           , -                      , https://chat.example       , true
            CHAT.example:443                , HTTPS          , -           , 203.0.113.9            , https://chat.example       , true
            chat.example                    , wss            , -           , 203.0.113.9            , https://chat.example       , true
            chat.example                    , ws             , -           , 203.0.113.9            , http://chat.example        , true
            chat.example                    , -              , -           , 203.0.113.9            , https://chat.example       , true
            chat.example                    , https          , 8443        , 203.0.113.9            , https://chat.example:8443  , true
            chat.example:8443               , https          , -           , 203.0.113.9            , https://chat.example:8443  , true
            chat.example                    , https          , 80          , 203.0.113.9            , https://chat.example       , true
            chat.example                    , http           , -           , 203.0.113.9            , https://chat.example       , false
            chat.example                    , https          , -           , 203.0.113.9            , https://shop.example       , false
            chat.example                    , https          , -           , 203.0.113.9            , https://chat.example:8443  , false
            chat.example                    , https          , -           , 203.0.113.9            , http://upstream:8000       , true
            'evil.example, chat.example'    , https          , -           , 203.0.113.9            , https://evil.example       , false
            'evil.example|chat.example'     , https          , -           , 203.0.113.9            , https://evil.example       , false
            'chat.example, inner'           , 'https, http'  , -           , '203.0.113.9, 10.0.0.2', https://chat.example       , true
            'chat.example, inner'           , https          , -           , '203.0.113.9, 10.0.0.2', https://chat.example       , true
            'chat.example, inner'           , 'http, https'  , -           , '203.0.113.9, 10.0.0.2', https://chat.example       , false
            'evil.example, chat.example, in', https          , -           , '203.0.113.9, 10.0.0.2', https://evil.example       , false
            'chat.example,'                 , 'https,'       , -           , 203.0.113.9            , https://chat.example       , true
            'not a host'                    , https          , -           , 203.0.113.9            , https://chat.example       , false
            -                               , https          , -           , 203.0.113.9            , https://chat.example       , false
            """)
    void xForwarded_namesOurPages(@Nullable String host, @Nullable String proto, @Nullable String port,
            @Nullable String forwardedFor, String origin, boolean own) {
        var headers = Map.of("X-Forwarded-Host", lines(host), "X-Forwarded-Proto", lines(proto), "X-Forwarded-Port",
                lines(port), "X-Forwarded-For", lines(forwardedFor));
        assertThat(isOwn(ForwardedHeader.X_FORWARDED_FOR, PROXY, origin, headers)).isEqualTo(own);
        assertThat(isOwn(ForwardedHeader.X_FORWARDED_FOR, "192.0.2.1", origin, headers)).as("not trusted")
                .isEqualTo(origin.contains("upstream"));
        assertThat(isOwn(ForwardedHeader.FORWARDED, PROXY, origin, headers)).as("not configured")
                .isEqualTo(origin.contains("upstream"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            # Forwarded                                                       ! origin                    ! own
            for=203.0.113.9;host=chat.example;proto=https                     ! https://chat.example      ! true
            HOST="chat.example:8443" ; Proto="https" ; For=203.0.113.9        ! https://chat.example:8443 ! true
            host=chat.example;proto=https                                     ! https://chat.example      ! true
            for=unknown;host=chat.example;proto=https                         ! https://chat.example      ! true
            for=203.0.113.9;host=chat.example;proto=http                      ! https://chat.example      ! false
            for=1.1.1.1;host=evil.example, for=203.0.113.9;host=chat.example  ! https://evil.example      ! false
            for=203.0.113.9;host=chat.example, for=10.0.0.2;host=inner        ! https://chat.example      ! true
            host=chat.example;host=evil.example                               ! https://evil.example      ! false
            for=203.0.113.9                                                   ! https://chat.example      ! false
            """)
    void forwarded_namesOurPages(String forwarded, String origin, boolean own) {
        Map<String, List<String>> headers = Map.of("Forwarded", List.of(forwarded));
        assertThat(isOwn(ForwardedHeader.FORWARDED, PROXY, origin, headers)).isEqualTo(own);
        assertThat(isOwn(ForwardedHeader.FORWARDED, "192.0.2.1", origin, headers)).isFalse();
        assertThat(isOwn(ForwardedHeader.X_FORWARDED_FOR, PROXY, origin, headers)).isFalse();
    }
}
