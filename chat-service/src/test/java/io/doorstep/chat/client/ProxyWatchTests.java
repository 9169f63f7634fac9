package io.doorstep.chat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.support.forwarding.ForwardedHeader;
import io.doorstep.support.forwarding.TrustedProxies;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyWatchTests {
    private static final long START = 1_000_000_000_000L;
    private static final long WINDOW = ProxyWatch.WINDOW.toMillis();

    private final ProxyWatch watch = new ProxyWatch(
            new ClientResolver(
                    new TrustedProxies(List.of("10.9.0.0/16", "::ffff:127.9.9.9"), ForwardedHeader.X_FORWARDED_FOR)));

    @ParameterizedTest
    @CsvSource(textBlock = """
            # address               , with a header , others , suspicious
            10.0.0.2                , 100           , 0      , true
            10.0.0.2                , 0             , 0      , true
            172.18.0.1              , 0             , 0      , true
            192.168.1.1             , 0             , 0      , true
            169.254.1.1             , 0             , 0      , true
            100.64.0.1              , 0             , 0      , true
            fd12:0:0:0:0:0:0:1      , 0             , 0      , true
            fe80:0:0:0:0:0:0:1%eth0 , 0             , 0      , true
            ::ffff:10.0.0.2         , 0             , 0      , true
            127.0.0.1               , 100           , 0      , true
            127.0.0.1               , 95            , 0      , true
            127.0.0.1               , 94            , 0      , false
            127.0.0.1               , 0             , 0      , false
            0:0:0:0:0:0:0:1         , 100           , 0      , true
            ::1                     , 0             , 0      , false
            10.9.0.2                , 100           , 0      , false
            127.9.9.9               , 100           , 0      , false
            198.51.100.7            , 100           , 0      , false
            172.32.0.1              , 100           , 0      , false
            100.128.0.1             , 100           , 0      , false
            2001:db8:0:0:0:0:0:1    , 100           , 0      , false
            10.0.0.2                , 0             , 5      , true
            10.0.0.2                , 0             , 6      , false
            unknown                 , 0             , 0      , false
            """)
    void onAttempt_suspects_oneUntrustedPrivateAddressOrLoopbackWithHeaders(String address, int withHeader, int others,
            boolean suspicious) {
        others(others, START);
        boolean suspected = false;
        for (int i = 0; i < 100; i++) {
            suspected |= watch.onAttempt(address, i < withHeader, START + i).isPresent();
        }
        assertThat(suspected).isEqualTo(suspicious);
        assertThat(watch.latest(START).isPresent()).isEqualTo(suspicious);
    }

    @Test
    void onAttempt_isQuiet_beforeAHundredAttempts() {
        assertThat(attempts("10.0.0.2", 99, START)).isZero();
        assertThat(attempts("10.0.0.2", 1, START)).isOne();
    }

    @Test
    void onAttempt_isQuiet_whereNoAddressPrevails() {
        for (int i = 0; i < 1000; i++) {
            assertThat(watch.onAttempt("10.0.0." + i % 50, true, START)).isEmpty();
            assertThat(watch.onAttempt("10.0.1.1", true, START)).isEmpty();
        }
    }

    @Test
    void onAttempt_findsTheProxy_afterOthersLed() {
        assertThat(attempts("10.0.0.3", 4, START)).isZero();
        assertThat(attempts("10.0.0.2", 200, START)).isOne();
        assertThat(watch.latest(START)).hasValueSatisfying(
                suspicion -> assertThat(suspicion.address()).isEqualTo("10.0.0.2"));
    }

    @Test
    void onAttempt_saysSoOncePerWindow_andForgetsBetweenWindows() {
        assertThat(attempts("10.0.0.2", 1000, START)).isOne();
        assertThat(attempts("10.0.0.2", 1000, START + WINDOW - 1)).isZero();
        assertThat(attempts("10.0.0.2", 99, START + WINDOW)).isZero();
        assertThat(attempts("10.0.0.2", 99, START + 2 * WINDOW)).isZero();
        assertThat(attempts("10.0.0.2", 99, START + 2 * WINDOW + 1)).isOne();
    }

    @Test
    void onAttempt_goesOn_whenTheClockIsSetBack() {
        assertThat(attempts("10.0.0.2", 50, START)).isZero();
        assertThat(attempts("10.0.0.2", 50, START - 1)).isOne();
        assertThat(attempts("10.0.0.2", 100, START - 10 * WINDOW)).isOne();
    }

    @Test
    void latest_isKeptForAnHour() {
        assertThat(watch.latest(START)).isEmpty();
        attempts("10.0.0.2", 100, START);
        long hour = ProxyWatch.MEMORY.toMillis();
        assertThat(watch.latest(START + hour - 1)).isPresent();
        assertThat(watch.latest(START + hour)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            10.0.0.2                , true  , set doorstep.trusted-proxies=10.0.0.2
            0:0:0:0:0:0:0:1         , true  , set doorstep.trusted-proxies=::1
            fe80:0:0:0:0:0:0:1%eth0 , true  , set doorstep.trusted-proxies=fe80::1
            172.18.0.1              , false , if it is a proxy
            """)
    void sentence_saysWhatToSet(String address, boolean carriesHeader, String text) {
        for (int i = 0; i < 100; i++) {
            watch.onAttempt(address, carriesHeader, START);
        }
        assertThat(watch.latest(START).map(Suspicion::sentence).orElse(""))
                .startsWith("Nearly all connection attempts (100 of 100)").contains(text)
                .contains("doorstep.trusted-proxies=").doesNotContain("\n");
    }

    @Test
    void onAttempt_losesNothingAndSaysItOnce_whenManyThreadsCall() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> callers = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(_ -> () -> attempts("10.0.0.2", 10_000, START)).toList();
            int said = 0;
            for (Future<Integer> caller : threads.invokeAll(callers)) {
                said += caller.get();
            }
            assertThat(said).isOne();
        }
    }

    /** Makes attempts with a header, and returns how often something was said. */
    private int attempts(String address, int count, long nowMs) {
        int said = 0;
        for (int i = 0; i < count; i++) {
            said += watch.onAttempt(address, true, nowMs).isPresent() ? 1 : 0;
        }
        return said;
    }

    private void others(int count, long nowMs) {
        for (int i = 0; i < count; i++) {
            watch.onAttempt("198.51.100." + i, true, nowMs);
        }
    }
}
