package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doorstep.chat.places.DatabasePlaces;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of a million networks, as the world has them: from the npm registry, where that can be reached. */
@Tag("slow")
class RealCountriesTests {
    private static final String NAME = "geo-whois-asn-country-mmdb";

    @TempDir
    private Path folder;

    private boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void addressesOfOldNetworks_areWhereTheyAre() throws InterruptedException {
        assumeTrue(run("npm", "pack", "@ip-location-db/" + NAME), "npm cannot fetch @ip-location-db/" + NAME);
        assumeTrue(run("sh", "-c", "tar xzf *.tgz"), "there is no tar");
        DatabasePlaces places = new DatabasePlaces(folder.resolve("package/geo-whois-asn-country.mmdb"), Duration.ZERO,
                InstantSource.system());
        places.look();
        assertThat(places.trouble()).isEmpty();
        assertThat(List.of("193.0.6.139", "2001:67c:2e8:22::c100:68b", "8.8.8.8", "2001:4860:4860::8888", "192.0.2.1"))
                .extracting(address -> places.countryOf(InetAddress.ofLiteral(address), false, _ -> List.of()))
                .containsExactly("NL", "NL", "US", "US", "ZZ");
    }
}
