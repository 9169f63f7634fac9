package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.places.DatabasePlaces;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A database of countries whose file comes, changes, breaks and goes. */
@ExtendWith(OutputCaptureExtension.class)
class DatabasePlacesTests {
    private static final Instant BUILT = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir
    private Path folder;
    private Path file;
    private Instant now = BUILT.plus(Duration.ofDays(1));
    private DatabasePlaces places;

    @BeforeEach
    void read() {
        file = folder.resolve("countries.mmdb");
        places = new DatabasePlaces(file, Duration.ofDays(90), () -> now);
    }

    private static CountryFile countries() {
        return CountryFile.of(BUILT).with("192.0.2.0/24", "DE").withFlat("198.51.100.0/25", "country_code", "fr")
                .withFlat("203.0.113.7/32", "country", "JP").withFlat("203.0.113.8/32", "country", "Japan")
                .with("2001:db8::/32", "BR");
    }

    private String countryOf(@Nullable String address) {
        return places.countryOf(address == null ? null : InetAddress.ofLiteral(address), false, _ -> List.of());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.1        , DE
            192.0.2.255      , DE
            192.0.3.1        , ZZ
            198.51.100.127   , FR
            198.51.100.128   , ZZ
            203.0.113.7      , JP
            203.0.113.8      , ZZ
            2001:db8:1::1    , BR
            2001:db9::1      , ZZ
            ::ffff:192.0.2.1 , DE
            ,                  ZZ
            """)
    void countryOf_saysWhatTheDatabaseSays(@Nullable String address, String country) {
        countries().writeTo(file);
        places.look();
        assertThat(places.trouble()).isEmpty();
        assertThat(countryOf(address)).isEqualTo(country);
    }

    @Test
    void aFileThatChanges_isReadAnew() {
        countries().writeTo(file);
        places.look();
        assertThat(countryOf("192.0.2.1")).isEqualTo("DE");
        CountryFile.of(BUILT.plus(Duration.ofDays(7))).with("192.0.2.0/24", "AT").writeTo(file);
        places.look();
        assertThat(countryOf("192.0.2.1")).isEqualTo("AT");
        now = BUILT.plus(Duration.ofDays(98));
        assertThat(places.trouble()).contains("countries are those of a database of 2026-01-09: it is older than"
                + " doorstep.geo.max-age (90 days)");
    }

    @Test
    void noFile_meansNoCountry_untilThereIsOne(CapturedOutput output) {
        assertThat(places.trouble())
                .contains("no country is known: the file of doorstep.geo.database has not been read yet");
        places.look();
        places.look();
        assertThat(countryOf("192.0.2.1")).isEqualTo("ZZ");
        assertThat(places.trouble()).contains("no country is known: the file of doorstep.geo.database is missing");
        assertThat(output).as("once").containsOnlyOnce("The file of doorstep.geo.database is missing");
        countries().writeTo(file);
        places.look();
        assertThat(places.trouble()).isEmpty();
        assertThat(countryOf("192.0.2.1")).isEqualTo("DE");
    }

    /** Of a database: its end cut off, its tree pointing nowhere, its data overwritten, none at all. */
    private static byte[] broken(String how) {
        byte[] whole = countries().bytes();
        return switch (how) {
            case "cut off" -> Arrays.copyOf(whole, whole.length - 40);
            case "tree" -> {
                Arrays.fill(whole, 0, 6, (byte) 0xff);
                yield whole;
            }
            case "data" -> {
                int data = new String(whole, StandardCharsets.ISO_8859_1).indexOf("iso_code");
                Arrays.fill(whole, data - 20, data, (byte) 0xff);
                yield whole;
            }
            case "nothing known" -> CountryFile.of(BUILT).withFlat("192.0.2.0/24", "asn", "DE").bytes();
            default -> how.getBytes(StandardCharsets.UTF_8);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut off", "tree", "data", "nothing known", "<html>", ""})
    void aBrokenFile_leavesTheDatabaseBefore_andIsNamed(String how, CapturedOutput output) {
        countries().writeTo(file);
        places.look();
        CountryFile.write(file, broken(how));
        places.look();
        assertThat(countryOf("192.0.2.1")).isEqualTo("DE");
        assertThat(places.trouble()).contains("countries are those of a database of 2026-01-02: the file of"
                + " doorstep.geo.database is no database of countries, or a broken one");
        assertThat(output).contains("the database that was read before stays");
        countries().with("192.0.3.0/24", "CH").writeTo(file);
        places.look();
        assertThat(places.trouble()).isEmpty();
        assertThat(countryOf("192.0.3.1")).isEqualTo("CH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut off", "tree", "data", "nothing known", "<html>", ""})
    void aBrokenFileFromTheBeginning_meansNoCountry(String how) {
        CountryFile.write(file, broken(how));
        places.look();
        assertThat(countryOf("192.0.2.1")).isEqualTo("ZZ");
        assertThat(places.trouble()).contains("no country is known: the file of doorstep.geo.database is no database of"
                + " countries, or a broken one");
    }

    @Test
    void aFileThatGoes_leavesTheDatabase_andIsNamed() throws IOException {
        countries().writeTo(file);
        places.look();
        Files.delete(file);
        places.look();
        assertThat(countryOf("192.0.2.1")).isEqualTo("DE");
        assertThat(places.trouble()).contains(
                "countries are those of a database of 2026-01-02: the file of doorstep.geo.database is missing");
        countries().writeTo(file);
        places.look();
        assertThat(places.trouble()).isEmpty();
    }

    @Test
    void anOldDatabase_isUsed_andNamed() {
        countries().writeTo(file);
        places.look();
        now = BUILT.plus(Duration.ofDays(90));
        assertThat(places.trouble()).isEmpty();
        now = now.plusSeconds(1);
        assertThat(places.trouble()).contains("countries are those of a database of 2026-01-02: it is older than"
                + " doorstep.geo.max-age (90 days)");
        assertThat(countryOf("192.0.2.1")).isEqualTo("DE");
    }

    @Test
    void whatIsNeverOld_hasNoAge() {
        places = new DatabasePlaces(file, Duration.ZERO, () -> Instant.MAX);
        countries().writeTo(file);
        places.look();
        assertThat(places.trouble()).isEmpty();
    }
}
