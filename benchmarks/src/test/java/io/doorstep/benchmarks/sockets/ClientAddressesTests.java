package io.doorstep.benchmarks.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTests {

    @ParameterizedTest
    @CsvSource({"0, 127.1.0.1", "1, 127.2.0.1", "253, 127.254.0.1", "254, 127.1.1.1", "65024, 127.1.0.2",
            "16516095, 127.254.255.254"})
    void addressIsTheSame_whenAskedAgain(int client, String address) {
        assertThat(ClientAddresses.of(client).getHostAddress()).isEqualTo(address);
    }

    @Test
    void addressesDifferAndAreHosts_whenClientsDiffer() {
        Set<InetAddress> seen = new HashSet<>();
        for (int client = 0; client < 200_000; client++) {
            InetAddress address = ClientAddresses.of(client);
            assertThat(seen.add(address)).isTrue();
            assertThat(address.getAddress()[3]).isNotIn((byte) 0, (byte) 255);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, ClientAddresses.CLIENTS})
    void clientIsRefused_whenThereIsNoAddressForIt(int client) {
        assertThatIllegalArgumentException().isThrownBy(() -> ClientAddresses.of(client));
    }
}
