package io.doorstep.chat.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doorstep.support.origin.ForwardedHost;
import io.doorstep.support.origin.OwnOrigins;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTests {

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            # allowed                                   , origin                              , host              , allows
            ''                                          , none                                , chat.example      , true
            ''                                          , https://chat.example                , chat.example      , true
            ''                                          , https://chat.example                , chat.example:443  , true
            ''                                          , http://chat.example                 , chat.example:80   , true
            ''                                          , https://chat.example                , CHAT.example.     , true
            ''                                          , http://localhost:8000               , localhost:8000    , true
            ''                                          , http://localhost:8001               , localhost:8000    , false
            ''                                          , https://shop.example                , chat.example      , false
            ''                                          , https://evil@chat.example           , chat.example      , false
            ''                                          , https://evil://chat.example         , chat.example      , false
            ''                                          , https://evilchat.example            , chat.example      , false
            ''                                          , 'https://'                          , ''                , false
            ''                                          , ''                                  , chat.example      , false
            ''                                          , https://chat.example                , none              , false
            https://shop.example                        , https://shop.example                , chat.example      , true
            https://shop.example                        , HTTPS://SHOP.example                , chat.example      , true
            https://shop.example                        , https://shop.example.evil           , chat.example      , false
            https://shop.example                        , http://shop.example                 , chat.example      , false
            https://shop.example                        , https://shop.example:8443           , chat.example      , false
            https://shop.example                        , https://a.shop.example              , chat.example      , false
            https://plain.example:443                   , https://plain.example               , chat.example      , true
            http://eighty.example:80                    , http://eighty.example               , chat.example      , true
            http://odd.example:443                      , http://odd.example                  , chat.example      , false
            https://SHOP.Example.                       , https://shop.example                , chat.example      , true
            https://straße.example                      , https://xn--strae-oqa.example       , chat.example      , true
            https://straße.example                      , https://strasse.example             , chat.example      , false
            http://[0:0::1]:8080                        , http://[::1]:8080                   , chat.example      , true
            capacitor://localhost                       , capacitor://localhost               , chat.example      , true
            'https://a.example;https://b.example'       , https://b.example                   , chat.example      , true
            ' https://a.example ;https://b.example'     , https://a.example                   , chat.example      , true
            *                                           , https://any.example                 , chat.example      , true
            *                                           , null                                , chat.example      , true
            ''                                          , null                                , chat.example      , false
            ''                                          , '::not a uri'                       , chat.example      , false
            https://*.shop.example                      , https://a.shop.example              , chat.example      , true
            https://*.shop.example                      , https://b.a.shop.example            , chat.example      , true
            https://*.shop.example                      , https://shop.example                , chat.example      , true
            https://*.shop.example                      , https://A.Shop.example:443          , chat.example      , true
            https://*.shop.example                      , https://x.shop.example.evil.test    , chat.example      , false
            https://*.shop.example                      , https://evilshop.example            , chat.example      , false
            https://*.shop.example                      , http://a.shop.example               , chat.example      , false
            https://*.shop.example                      , https://a.shop.example:8443         , chat.example      , false
            https://*.shop.example                      , https://a.shop.example@evil.test    , chat.example      , false
            https://*.shop.example                      , https://.shop.example               , chat.example      , false
            https://*.SHOP.example:8443                 , https://a.shop.example:8443         , chat.example      , true
            https://*.straße.example                    , https://a.xn--strae-oqa.example     , chat.example      , true
            """)
    void allows(String allowed, @Nullable String origin, @Nullable String host, boolean allows) {
        List<String> origins = allowed.isEmpty() ? List.of() : Arrays.asList(allowed.split(";", -1));
        assertThat(new Origins(origins).allows(origin, OwnOrigins.of(host))).isEqualTo(allows);
    }

    @Test
    void allows_thePagesThatATrustedProxyServes() {
        var own = new OwnOrigins("upstream", List.of(new ForwardedHost("chat.example", "https", null)));
        assertThat(new Origins(List.of()).allows("https://chat.example", own)).isTrue();
        assertThat(new Origins(List.of()).allows("http://chat.example", own)).isFalse();
        assertThat(new Origins(List.of()).allows("https://shop.example", own)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop.example                          | https://shop.example
            shop.example:8443                     | https://shop.example:8443
            //shop.example                        | https://shop.example
            https://shop.example/                 | https://shop.example
            https://SHOP.example/path             | https://shop.example
            https://query.example?x=1             | https://query.example
            http://shop.example:8080#top          | http://shop.example:8080
            https://user:secret@shop.example/a@b  | https://shop.example
            wss://shop.example                    | https://shop.example
            ws://shop.example:8000                | http://shop.example:8000
            *.shop.example                        | https://*.shop.example
            https://a*.shop.example               | https://*.shop.example
            https://*.*.shop.example              | https://*.shop.example
            https://a.*.shop.example/x            | https://*.shop.example
            *://shop.example                      | https://shop.example
            https://shop.example:*                | https://shop.example
            https://straße.example/weg            | https://xn--strae-oqa.example
            [::1]:8000                            | https://[::1]:8000
            https://*                             | an origin such as https://shop.example, https://*.shop.example for
            https://shop.*                        | an origin such as
            https://*.127.0.0.1                   | an origin such as
            https://127.1                         | an origin such as
            https://shop.example:99999            | an origin such as
            null                                  | an origin such as
            file:///srv/shop                      | an origin such as
            not an origin                         | an origin such as
            ''                                    | an origin such as
            https://                              | an origin such as
            """)
    void anEntryThatCanNeverMatch_isRefusedAtTheStart_withWhatToWrite(String entry, String instead) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Origins(List.of("https://good.example", entry)))
                .withMessageStartingWith("doorstep.origins: '" + entry + "' is not an origin")
                .withMessageContaining(": write " + instead);
    }
}
