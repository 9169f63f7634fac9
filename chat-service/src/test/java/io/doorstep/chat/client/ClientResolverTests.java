package io.doorstep.chat.client;

import static io.doorstep.support.forwarding.ForwardedHeader.FORWARDED;
import static io.doorstep.support.forwarding.ForwardedHeader.X_FORWARDED_FOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doorstep.chat.places.Places;
import io.doorstep.events.Tier;
import io.doorstep.support.forwarding.ForwardedHeader;
import io.doorstep.support.forwarding.TrustedProxies;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientResolverTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # trusted          , remote               , X-Forwarded-For                    , client
            ''                 , 192.0.2.1            , ''                                 , ip:192.0.2.1
            ''                 , 192.0.2.1            , 198.51.100.7                       , ip:192.0.2.1
            10.0.0.0/8         , 192.0.2.1            , 198.51.100.7                       , ip:192.0.2.1
            10.0.0.0/8         , 10.1.2.3             , 198.51.100.7                       , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , '1.1.1.1, 198.51.100.7'            , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7, 10.9.9.9'           , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , '1.1.1.1|198.51.100.7, 10.9.9.9'   , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , 198.51.100.7:4711                  , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , '[2001:db8:1:2::3]:4711'           , ip:2001:db8:1:2::/64
            10.0.0.0/8         , 10.1.2.3             , garbage                            , ip:10.1.2.3
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7, <script>'           , ip:10.1.2.3
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7,'                    , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , 0.0.0.0/0                          , ip:10.1.2.3
            10.0.0.0/8         , 10.1.2.3             , ',198.51.100.7'                    , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7,,10.9.9.9'           , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7|'                    , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7| , |\t,'             , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7, \t, 10.9.9.9 ,'      , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , ', ,|,'                            , ip:10.1.2.3
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7, unknown'            , ip:10.1.2.3
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7, _hidden,'           , ip:10.1.2.3
            10.0.0.0/8         , 10.1.2.3             , ::ffff:198.51.100.7:443            , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , 2001:DB8:1:2:0:0:0:3:443           , ip:2001:db8:1:2::/64
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7.'                    , ip:10.1.2.3
            10.0.0.0/8         , 10.1.2.3             , '\u0001198.51.100.7'               , ip:10.1.2.3
            10.0.0.0/8         , 10.1.2.3             , '\t198.51.100.7 \t'                , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , '10.1.1.1, 10.2.2.2'               , ip:10.1.1.1
            10.0.0.0/8         , 10.1.2.3             , ::ffff:10.9.9.9                    , ip:10.9.9.9
            10.0.0.0/8         , 10.1.2.3             , '198.51.100.7, ::ffff:a09:909'     , ip:198.51.100.7
            10.0.0.0/8         , 10.1.2.3             , 010.1.1.1                          , ip:10.1.2.3
            10.0.0.0/8         , 10.1.2.3             , for=198.51.100.7                   , ip:10.1.2.3
            10.0.0.0/8         , ::ffff:10.1.2.3      , 198.51.100.7                       , ip:198.51.100.7
            ::ffff:10.0.0.0/104, 10.1.2.3             , 198.51.100.7                       , ip:198.51.100.7
            ::ffff:10.0.0.0/104, 11.1.2.3             , 198.51.100.7                       , ip:11.1.2.3
            10.9.9.9/8         , 10.1.2.3             , 198.51.100.7                       , ip:198.51.100.7
            10.1.2.3           , 10.1.2.3             , 198.51.100.7                       , ip:198.51.100.7
            10.1.2.3           , 10.1.2.4             , 198.51.100.7                       , ip:10.1.2.4
            0.0.0.0/0          , 10.1.2.3             , '1.1.1.1, 198.51.100.7'            , ip:1.1.1.1
            ::/0               , 10.1.2.3             , 198.51.100.7                       , ip:10.1.2.3
            ::/0               , 2001:db8::1          , 198.51.100.7                       , ip:198.51.100.7
            2001:db8::/32      , 2001:db8:9::1        , 2001:db9:1:2::3                    , ip:2001:db9:1:2::/64
            fe80::/10          , fe80:0:0:0:0:0:0:1%2 , 198.51.100.7                       , ip:198.51.100.7
            fe80::1%eth0       , fe80::1%eth1         , 198.51.100.7                       , ip:198.51.100.7
            '10.0.0.0/8;::1'   , ::1                  , 198.51.100.7                       , ip:198.51.100.7
            10.0.0.0/8         , ''                   , 198.51.100.7                       , ip:unknown
            10.0.0.0/8         , host.example         , 198.51.100.7                       , ip:unknown
            ''                 , 2001:db8:1:2:3:4:5:6 , ''                                 , ip:2001:db8:1:2::/64
            ''                 , 2001:db8:1:2:ffff::1 , ''                                 , ip:2001:db8:1:2::/64
            ''                 , ::ffff:192.0.2.1     , ''                                 , ip:192.0.2.1
            ''                 , ::ffff:c000:201      , ''                                 , ip:192.0.2.1
            ''                 , 0:0:0:0:0:0:0:1      , ''                                 , ip:::/64
            ''                 , fe80::1%eth0         , ''                                 , ip:fe80::/64
            """)
    void resolve_findsTheCaller(String trusted, String remote, String forwardedFor, String client) {
        List<String> headers = forwardedFor.isEmpty() ? List.of() : lines(forwardedFor);
        assertThat(keyOf(X_FORWARDED_FOR, trusted, remote, headers)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            # Forwarded                                                   ! client
            for=198.51.100.7                                              ! ip:198.51.100.7
            For=198.51.100.7                                              ! ip:198.51.100.7
            FOR="198.51.100.7"                                            ! ip:198.51.100.7
            for=192.0.2.1:80                                              ! ip:192.0.2.1
            for="192.0.2.1:80"                                            ! ip:192.0.2.1
            for="192.0.2.1:_port"                                         ! ip:192.0.2.1
            for="[2001:db8::1]:4711"                                      ! ip:2001:db8::/64
            for="[2001:db8::1]"                                           ! ip:2001:db8::/64
            for=[2001:db8::1]:4711                                        ! ip:2001:db8::/64
            for="2001:db8::1"                                             ! ip:2001:db8::/64
            for="[::ffff:c000:201]"                                       ! ip:192.0.2.1
            for="\\1\\92.0.2.1"                                           ! ip:192.0.2.1
            for=198.51.100.7;proto=https;by=203.0.113.43                  ! ip:198.51.100.7
            proto=https ; for=198.51.100.7 ; host="a.example"             ! ip:198.51.100.7
            ;;for=198.51.100.7;                                           ! ip:198.51.100.7
            `\t for=198.51.100.7\t`                                       ! ip:198.51.100.7
            host="a,b;for=1.1.1.1";for=198.51.100.7                       ! ip:198.51.100.7
            host="a\\",for=1.1.1.1";for=198.51.100.7                      ! ip:198.51.100.7
            host="a\\\\";for=198.51.100.7                                 ! ip:198.51.100.7
            for=1.1.1.1, for=198.51.100.7                                 ! ip:198.51.100.7
            for=1.1.1.1,for="198.51.100.7",for=10.9.9.9                   ! ip:198.51.100.7
            for=198.51.100.7|for=10.8.8.8, for=10.9.9.9                   ! ip:198.51.100.7
            for=198.51.100.7, for=unknown                                 ! ip:10.1.2.3
            for=198.51.100.7, for=_hidden                                 ! ip:10.1.2.3
            for=198.51.100.7, for="_SEVKISEK", for=10.9.9.9               ! ip:10.9.9.9
            for=198.51.100.7, proto=https                                 ! ip:10.1.2.3
            for=198.51.100.7, for=                                        ! ip:10.1.2.3
            for=198.51.100.7, for=""                                      ! ip:10.1.2.3
            for=198.51.100.7,                                             ! ip:198.51.100.7
            for=198.51.100.7,,for=10.9.9.9                                ! ip:198.51.100.7
            `for=198.51.100.7, \t, for=10.9.9.9 ,`                        ! ip:198.51.100.7
            for=198.51.100.7|,|,                                          ! ip:198.51.100.7
            for=198.51.100.7, ;                                           ! ip:10.1.2.3
            for="::ffff:198.51.100.7:443"                                 ! ip:198.51.100.7
            for="\u0001198.51.100.7"                                      ! ip:10.1.2.3
            for=198.51.100.7|                                             ! ip:198.51.100.7
            ,for=198.51.100.7                                             ! ip:198.51.100.7
            for=1.1.1.1;for=198.51.100.7                                  ! ip:10.1.2.3
            for=198.51.100.7;@                                            ! ip:10.1.2.3
            for=198.51.100.7;proto                                        ! ip:10.1.2.3
            for=198.51.100.7 proto=https                                  ! ip:10.1.2.3
            for = 198.51.100.7                                            ! ip:10.1.2.3
            =198.51.100.7                                                 ! ip:10.1.2.3
            for="198.51.100.7                                             ! ip:10.1.2.3
            for=198.51.100.7"                                             ! ip:10.1.2.3
            for="198.51.100.7\\"                                          ! ip:10.1.2.3
            for="198.51.100.7"x                                           ! ip:10.1.2.3
            for="198.51.100.7, 1.1.1.1"                                   ! ip:10.1.2.3
            for=010.1.1.1                                                 ! ip:10.1.2.3
            198.51.100.7                                                  ! ip:10.1.2.3
            # what a visitor sent, and what the proxy put behind it
            for=", for=198.51.100.7                                       ! ip:198.51.100.7
            for="1.1.1.1, for="[2001:db8::1]:4711"                        ! ip:2001:db8::/64
            for="\\, for=198.51.100.7                                     ! ip:198.51.100.7
            """)
    void resolve_findsTheCaller_inForwarded(String forwarded, String client) {
        assertThat(keyOf(FORWARDED, "10.0.0.0/8", "10.1.2.3", lines(forwarded))).isEqualTo(client);
        assertThat(keyOf(FORWARDED, "", "10.1.2.3", lines(forwarded))).isEqualTo("ip:10.1.2.3");
    }

    @ParameterizedTest
    @EnumSource
    void resolve_looksAtThirtyTwoHops_andNoFurther(ForwardedHeader header) {
        String hop = header == FORWARDED ? "for=10.9.9.9," : "10.9.9.9,";
        String caller = hop.replace("10.9.9.9", "198.51.100.7");
        String thirtyOne = hop.repeat(30) + hop.replace(",", "");
        assertThat(keyOf(header, "10.0.0.0/8", "10.1.2.3", List.of(caller + thirtyOne))).isEqualTo("ip:198.51.100.7");
        assertThat(keyOf(header, "10.0.0.0/8", "10.1.2.3", List.of(caller + hop + thirtyOne))).isEqualTo("ip:10.9.9.9");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "\"", "\\\"", "\"\\", "\\", "for=", "for=\"", ";", " ", "[", ":", "1.", "10.9.9.9,",
            "for=10.9.9.9,"})
    @Timeout(10)
    void resolve_takesLinearTime_whateverTheHeader(String part) {
        String header = part.repeat(1_000_000 / part.length());
        for (String hostile : List.of(header, header + "\"", "\"" + header + "\"", "for=\"" + header + "\"")) {
            assertThat(keyOf(FORWARDED, "10.0.0.0/8", "10.1.2.3", List.of(hostile))).startsWith("ip:10.");
            assertThat(keyOf(X_FORWARDED_FOR, "10.0.0.0/8", "10.1.2.3", List.of(hostile))).startsWith("ip:10.");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            10.0.0.0/8 , 10.1.2.3        , true
            10.0.0.0/8 , ::ffff:10.1.2.3 , true
            10.0.0.0/8 , 11.1.2.3        , false
            10.0.0.0/8 , unknown         , false
            ''         , 10.1.2.3        , false
            """)
    void trusts_whatIsConfigured(String trusted, String remote, boolean trusts) {
        assertThat(resolver(X_FORWARDED_FOR, trusted).trusts(remote)).isEqualTo(trusts);
    }

    private static String keyOf(ForwardedHeader header, String trusted, String remote, List<String> forwarded) {
        return resolver(header, trusted).resolve(remote, forwarded, null).key().value();
    }

    private static ClientResolver resolver(ForwardedHeader header, String trusted) {
        return new ClientResolver(
                new TrustedProxies(trusted.isEmpty() ? List.of() : Arrays.asList(trusted.split(";", -1)), header));
    }

    private static List<String> lines(String values) {
        return Arrays.asList(values.split("\\|", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "*", "10.*", "10.0.0.0/40", "10.0.0.0/255.0.0.0", "010.0.0.0/8", "127.1",
            "/8"})
    void aTrustedProxyThatIsNoAddress_isRefusedAtTheStart(String proxy) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TrustedProxies(List.of(proxy), FORWARDED))
                .withMessageStartingWith("doorstep.trusted-proxies: '" + proxy + "' is not an address");
    }

    /** As a database would: it says the last part of the address, or nothing where it gets none. */
    private static final class ByAddress implements Places {

        @Override
        public String countryOf(@Nullable InetAddress client, boolean isThroughTrustedProxy,
                Function<String, List<String>> headers) {
            return client == null ? "none" : client.getHostAddress();
        }

        @Override
        public boolean isByAddress() {
            return true;
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # peer      , forwarded     , of a subject, country
            192.0.2.1   , 198.51.100.1  , false       , 192.0.2.1
            192.0.2.1   , 198.51.100.1  , true        , 192.0.2.1
            10.0.0.1    , 198.51.100.1  , false       , 198.51.100.1
            10.0.0.1    , 198.51.100.1  , true        , 198.51.100.1
            10.0.0.1    , 2001:db8::1   , false       , 2001:db8:0:0:0:0:0:1
            10.0.0.1    ,               , false       , 10.0.0.1
            nobody      , 198.51.100.1  , false       , none
            """)
    void resolve_asksWhereTheClientIs_notTheProxy(String peer, @Nullable String forwarded, boolean ofASubject,
            String country) {
        ClientResolver clients = new ClientResolver(new TrustedProxies(List.of("10.0.0.0/8"), X_FORWARDED_FOR),
                new ByAddress());
        SessionTicket ticket = ofASubject
                ? new SessionTicket(Tier.AUTHENTICATED, Instant.EPOCH, ClientKey.ofSubject("a"))
                : null;
        for (int i = 0; i < 2; i++) {
            Client client = clients.resolve(peer,
                    name -> forwarded == null || !name.equals("X-Forwarded-For") ? List.of() : List.of(forwarded),
                    ticket);
            assertThat(client.country()).isEqualTo(country);
            assertThat(client.key().isAddress()).isEqualTo(!ofASubject);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            10.0.0.1  , DE
            192.0.2.1 , ZZ
            nobody    , ZZ
            """)
    void resolve_takesTheCountryFromTheHeader_ofATrustedProxyAlone(String peer, String country) {
        ClientResolver clients = new ClientResolver(new TrustedProxies(List.of("10.0.0.0/8"), X_FORWARDED_FOR),
                Places.ofHeader("Country"));
        Function<String, List<String>> headers = name -> List.of(name.equals("Country") ? "DE" : "198.51.100.1");
        assertThat(clients.resolve(peer, headers, null).country()).isEqualTo(country);
        assertThat(clients.resolve(peer, headers,
                new SessionTicket(Tier.AUTHENTICATED, Instant.EPOCH, ClientKey.ofSubject("a"))).country())
                .isEqualTo(country);
        assertThat(clients.countryOf(ClientKey.ofAddress("192.0.2.1"))).as("no request, no header").isNull();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.1       , 192.0.2.1
            2001:db8:1:2::9 , 2001:db8:1:2:0:0:0:0
            sub:alice       ,
            unknown         ,
            """)
    void countryOf_goesByTheAddressThatAClientIsKnownBy(String client, @Nullable String country) {
        ClientResolver clients = new ClientResolver(new TrustedProxies(List.of(), X_FORWARDED_FOR), new ByAddress());
        assertThat(clients.countryOf(ClientKey.named(client))).isEqualTo(country);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.1         , ANONYMOUS
            2001:db8::1       , ANONYMOUS
            sub:x7Hq          , AUTHENTICATED
            sub:ticket/x7Hq   , RETURNING
            sub:agent/mia     , AGENT
            """)
    void usualTier_isThatOfTheKindOfKey(String client, Tier tier) {
        assertThat(ClientKey.named(client).usualTier()).isEqualTo(tier);
    }
}
