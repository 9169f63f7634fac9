package io.doorstep.chat.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.Limiters.Subject;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A hostile generator of addresses against the store at its default size, in a process whose heap is small. */
class AddressChurnTests {
    private static final long DEFAULT_CAPACITY = 500_000;
    private static final int ADDRESSES = 1_000_000;
    private static final String HEAP = "-Xmx128m";

    @Test
    void aMillionAddresses_stayUnderTheCap_andBuyNobodyAFreshBudget() throws IOException, InterruptedException {
        Process churn = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
                "-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path"), Churn.class.getName())
                .redirectErrorStream(true).start();
        String said = new String(churn.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(churn.waitFor()).as(said).isZero();
        assertThat(said).contains("tracked 500000", "known client still limited true", "shared 500001");
    }

    /** The process. */
    static final class Churn {
        private Churn() {}

        public static void main(String[] args) {
            var limiters = new Limiters(LimiterFactory.slidingWindow(), DEFAULT_CAPACITY);
            Subject usedUp = Subject.of(ClientKey.ofAddress("192.0.2.1"));
            for (int i = 0; i < Limits.DEFAULTS.connectionRate().limit(); i++) {
                limiters.tryAcquire(LimitName.CONNECTION_RATE, usedUp, Limits.DEFAULTS.connectionRate());
            }
            for (int i = 0; i < ADDRESSES; i++) {
                var client = ClientKey.ofAddress("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
                limiters.tryAcquire(LimitName.CONNECTION_RATE, Subject.of(client), Limits.DEFAULTS.connectionRate());
            }
            boolean limited = limiters.tryAcquire(LimitName.CONNECTION_RATE, usedUp,
                    Limits.DEFAULTS.connectionRate()) instanceof Acquisition.Refused;
            System.out.println("tracked " + limiters.size() + ", shared " + limiters.population().shared()
                    + ", known client still limited " + limited);
        }
    }
}
