package io.doorstep.chat.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            DE   , DE
            de   , DE
            ' fR', FR
            ZZ   , ZZ
            XX   , ZZ
            xx   , ZZ
            T1   , ZZ
            D    , ZZ
            DEU  , ZZ
            D.   , ZZ
            ÄÖ   , ZZ
            ıı   , ZZ
            ''   , ZZ
            ,      ZZ
            """)
    void aCode_isTwoLetters_andWhateverIsNone_isUnknown(@Nullable String written, String code) {
        assertThat(CountryCode.of(written)).isEqualTo(code).isSameAs(CountryCode.of(code));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # trusted | values | country
            true      | DE     | DE
            true      |        | ZZ
            true      | DE;DE  | DE
            true      | DE;FR  | ZZ
            true      | DE;    | ZZ
            false     | DE     | ZZ
            """)
    void aHeader_isBelievedOfATrustedProxyAlone_andWhereItSaysOneThing(boolean trusted, @Nullable String values,
            String country) {
        List<String> all = values == null ? List.of() : Arrays.asList(values.split(";", -1));
        assertThat(Places.ofHeader("Country").countryOf(null, trusted,
                name -> name.equals("Country") ? all : List.of())).isEqualTo(country);
    }

    @Test
    void nobodyIsAnywhere_whereNobodyAsks() {
        assertThat(Places.NONE.countryOf(null, true, _ -> List.of("DE"))).isNull();
        assertThat(Places.NONE.trouble()).isEmpty();
    }
}
