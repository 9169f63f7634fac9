package io.doorstep.support.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTests {
    private static final String[] PIECES = {"http", "https", "://", ":", "/", "shop", ".", "example", "[", "]", "::1",
            "80", "443", "99999", "@", "?", "#", "%", "ß", "\ud83d", "\u0000", " ", "xn--", "-", "null", "*"};

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://shop.example           , https://shop.example
            HTTPS://SHOP.example           , https://shop.example
            https://shop.example:443       , https://shop.example
            https://shop.example:          , https://shop.example
            https://shop.example:0443      , https://shop.example
            http://shop.example:80         , http://shop.example
            http://shop.example:443        , http://shop.example:443
            https://shop.example.          , https://shop.example
            http://[::1]:80                , http://[::1]
            http://[0:0::1]:8000           , http://[::1]:8000
            https://straße.example         , https://xn--strae-oqa.example
            chrome-extension://abcdef      , chrome-extension://abcdef
            capacitor://localhost          , capacitor://localhost
            """)
    void parse_andToString_areWhatABrowserWrites(String written, String sent) {
        assertThat(WebOrigin.parse(written)).map(WebOrigin::toString).contains(sent);
        assertThat(WebOrigin.parse(sent)).isEqualTo(WebOrigin.parse(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "", "*", "shop.example", "//shop.example", "https:shop.example", "https://",
            "https:///a", "https://shop.example/", "https://shop.example/a", "https://shop.example?a",
            "https://shop.example#a", "https://a@shop.example", "https://a:b@shop.example", "https://shop.example:-1",
            "https://shop.example:65536", "https://shop.example:8a", "https://shop.example:443:443",
            "https://a.example, https://b.example", " https://shop.example", "1http://shop.example",
            "https://*.shop.example:x"})
    void parse_isEmpty_forWhatIsNoOrigin(String written) {
        assertThat(WebOrigin.parse(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://chat.example        , chat.example        , true
            https://chat.example        , chat.example:443    , true
            https://chat.example        , CHAT.example.       , true
            http://chat.example         , chat.example:80     , true
            https://chat.example        , chat.example:80     , false
            http://localhost:8000       , localhost:8000      , true
            http://localhost:8001       , localhost:8000      , false
            http://[::1]:8000           , [0:0::1]:8000       , true
            https://shop.example        , chat.example        , false
            https://chat.example        , a@chat.example      , false
            https://chat.example        , chat.example:443x   , false
            https://chat.example        , ''                  , false
            """)
    void isOf_comparesHostAndPort_underTheSchemeOfThePage(String origin, String host, boolean isOf) {
        assertThat(WebOrigin.parse(origin)).hasValueSatisfying(it -> assertThat(it.isOf(host)).isEqualTo(isOf));
    }

    @RepeatedTest(200)
    void whatIsRead_isReadTheSameWhenWritten(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        IntStream.range(0, 200).mapToObj(_ -> garbage(random)).forEach(text -> WebOrigin.parse(text).ifPresent(
                origin -> assertThat(WebOrigin.parse(origin.toString())).as(text).contains(origin)));
    }

    private static String garbage(Random random) {
        var text = new StringBuilder(random.nextBoolean() ? "https://" : "");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
