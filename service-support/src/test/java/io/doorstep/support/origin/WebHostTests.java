package io.doorstep.support.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebHostTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            SHOP.Example            , shop.example
            shop.example.           , shop.example
            my_shop.example         , my_shop.example
            XN--Bcher-KVA.example   , xn--bcher-kva.example
            192.0.2.1               , 192.0.2.1
            [::1]                   , [::1]
            [2001:DB8:0:0:1:0:0:1]  , [2001:db8::1:0:0:1]
            [2001:db8:0:1:1:1:1:1]  , [2001:db8:0:1:1:1:1:1]
            [0:0:0:0:0:0:0:0]       , [::]
            [2001:0db8::0000]       , [2001:db8::]
            [::ffff:192.0.2.1]      , [::ffff:c000:201]
            [64:ff9b::192.0.2.1]    , [64:ff9b::c000:201]
            """)
    void canonical_isWhatBrowsersSend(String written, String sent) {
        assertThat(WebHost.canonical(written)).contains(sent);
        assertThat(WebHost.canonical(sent)).contains(sent);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            straße.example      , xn--strae-oqa.example
            STRASSE.example     , strasse.example
            faß.de              , xn--fa-hia.de
            ẞ.example           , xn--zca.example
            βόλος.com           , xn--nxasmm1c.com
            ΒΌΛΟΣ.com           , xn--nxasmq6b.com
            Bücher.example      , xn--bcher-kva.example
            mañana.com          , xn--maana-pta.com
            日本語。ＪＰ          , xn--wgv71a119e.jp
            ＳＨＯＰ.example      , shop.example
            ı.example           , xn--cfa.example
            İ.example           , xn--i-9bb.example
            правда.рф           , xn--80aafi6cg.xn--p1ai
            ﬁsh.example         , fish.example
            한국.kr               , xn--3e0b707e.kr
            Ĉirkaŭ.example      , xn--irka-uta81d.example
            ꭰ.example           , xn--58d.example
            💬.example          , xn--os8h.example
            """)
    void canonical_writesInternationalNames_asBrowsersDo(String written, String sent) {
        assertThat(WebHost.canonical(written)).contains(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", ".a", "a b", "a/b", "a?b", "a#b", "a@b", "a:b", "a%41", "a\\b", "a*b:1",
            "[::1",
            "[]", "[192.0.2.1]", "[::g]", "[fe80::1%eth0]", "127.1", "1", "0x7f.1", "010.0.0.1", "256.0.0.1",
            "1.2.3.4.5", "shop.example.0x1f", "a\u0000b", "a\u00a0b", "\u2028", "\ud83d", "\ue000.example"})
    void canonical_isEmpty_whereNoBrowserWouldSendIt(String written) {
        assertThat(WebHost.canonical(written)).isEmpty();
    }
}
