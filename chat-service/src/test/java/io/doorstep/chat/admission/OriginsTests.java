package io.doorstep.chat.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTests {

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            # allowed                                   , origin                    , host              , allows
            ''                                          , none                      , chat.example      , true
            ''                                          , https://chat.example      , chat.example      , true
            ''                                          , http://localhost:8000     , localhost:8000    , true
            ''                                          , http://localhost:8001     , localhost:8000    , false
            ''                                          , https://shop.example      , chat.example      , false
            https://shop.example                        , https://shop.example      , chat.example      , true
            https://shop.example                        , HTTPS://SHOP.example      , chat.example      , true
            https://shop.example                        , https://shop.example.evil , chat.example      , false
            https://shop.example                        , http://shop.example       , chat.example      , false
            'https://a.example;https://b.example'       , https://b.example         , chat.example      , true
            *                                           , https://any.example       , chat.example      , true
            ''                                          , null                      , chat.example      , false
            ''                                          , '::not a uri'             , chat.example      , false
            """)
    void allows(String allowed, @Nullable String origin, String host, boolean allows) {
        List<String> origins = allowed.isEmpty() ? List.of() : Arrays.asList(allowed.split(";", -1));
        assertThat(new Origins(origins).allows(origin, host)).isEqualTo(allows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.example", "https://shop.example/path", "not an origin"})
    void anOriginThatIsNone_isRefusedAtTheStart(String origin) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Origins(List.of(origin)))
                .withMessageContaining("doorstep.origins: '" + origin + "'");
    }
}
