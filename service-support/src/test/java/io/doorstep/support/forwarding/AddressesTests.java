package io.doorstep.support.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import inet.ipaddr.IPAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # written                        , address
            192.0.2.1                        , 192.0.2.1
            ' 192.0.2.1\t'                   , 192.0.2.1
            192.0.2.1:80                     , 192.0.2.1
            192.0.2.1:_x-1                   , 192.0.2.1
            0.0.0.0                          , 0.0.0.0
            2001:db8::1                      , 2001:db8::1
            2001:0DB8:0:0:0:0:0:0001         , 2001:db8::1
            [2001:db8::1]                    , 2001:db8::1
            [2001:db8::1]:4711               , 2001:db8::1
            ::ffff:1.2.3.4                   , 1.2.3.4
            ::ffff:c000:201                  , 192.0.2.1
            [::ffff:1.2.3.4]:80              , 1.2.3.4
            ::ffff:1.2.3.4%eth0              , 1.2.3.4
            fe80::1%eth0                     , fe80::1
            [fe80::1%25eth0]:80              , fe80::1
            ::1.2.3.4                        , ::102:304
            ::ffff:1.2.3.4:443               , 1.2.3.4
            ::FFFF:102:304:65535             , 1.2.3.4
            ::ffff:1.2.3.4:_x1               , 1.2.3.4
            2001:db8:0:0:0:0:0:1:443         , 2001:db8::1
            2001:db8::1:65535                , 2001:db8::1
            2001:db8::1:443                  , 2001:db8::1:443
            fe80::1%eth0:80                  , fe80::1
            """)
    void read_isTheAddress(String written, String address) {
        assertThat(Addresses.read(written).map(IPAddress::toCanonicalString)).contains(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "unknown", "_hidden", "localhost", "010.1.1.1", "1.2.3.04", "127.1", "1.2.3",
            "0x7f.1", "0x7f000001", "0x7f.0.0.1", "3232235777", "017700000001", "1.2.3.256", "1.2.3.4.5", "1.2.3.4.",
            "1.2.3.4/8", "10.*", "*", "1-2.1.1.1", "::/64", "1.2.3.4 5", "1 .2.3.4", "1.2.3.4%eth0", "\u0663.2.3.4",
            "1.2.3.4:", "1.2.3.4:x", "1.2.3.4:123456", "1.2.3.4:_", "1.2.3.4:_\u00e9", "1.2.3.4:80:80",
            "::ffff:1.2.3.4:80:80", "::ffff:1.2.3.4:", "\u00001.2.3.4", "1.2.3.4\r", "\u00a01.2.3.4", ":80",
            "[1.2.3.4]",
            "[1.2.3.4]:80", "[2001:db8::1", "2001:db8::1]", "[2001:db8::1]80", "[2001:db8::1]:", "[]", "[]:80", "[",
            "[[::1]]", "1::2::3", "2001:00db8::1", "::ffff:010.1.1.1", "::ffff:127.1", "::ffff:1.2.3", "fe80::1%",
            "20010db8000000000000000000000001", "4)+k&C#VzJ4br>0wv%Yp", "for=1.2.3.4"})
    void read_isEmpty_forAllElse(String written) {
        assertThat(Addresses.read(written)).isEmpty();
        assertThat(Addresses.read(written + "x".repeat(1000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # written              , block
            10.0.0.0/8             , 10.0.0.0/8
            10.1.2.3/8             , 10.0.0.0/8
            10.1.2.3               , 10.1.2.3
            ' ::1 '                , ::1
            0.0.0.0/0              , 0.0.0.0/0
            ::/0                   , ::/0
            ::ffff:10.0.0.0/104    , 10.0.0.0/8
            ::ffff:10.1.2.3        , 10.1.2.3
            ::ffff:0:0/96          , 0.0.0.0/0
            ::ffff:0:0/95          , ::fffe:0:0/95
            fe80::%eth0/10         , fe80::/10
            """)
    void block_isTheBlock(String written, String block) {
        assertThat(Addresses.block(written).map(IPAddress::toCanonicalString)).contains(block);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            10.0.0.1        , true
            172.16.0.1      , true
            172.31.255.255  , true
            172.32.0.1      , false
            192.168.1.1     , true
            192.169.1.1     , false
            169.254.1.1     , true
            100.64.0.1      , true
            100.127.255.255 , true
            100.128.0.1     , false
            fd00::1         , true
            fc00::1         , true
            fe80::1         , true
            2001:db8::1     , false
            ::ffff:10.0.0.1 , true
            127.0.0.1       , false
            ::1             , false
            """)
    void isPrivate_inPrivateNetworks(String address, boolean isPrivate) {
        assertThat(Addresses.read(address).map(Addresses::isPrivate)).contains(isPrivate);
    }
}
