package io.doorstep.chat.socket.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.connector.UpgradeFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class HandshakeTests {
    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            # method | Upgrade        | Connection          | Version | Key                      | fault
            GET      | websocket      | Upgrade             | 13      | dGhlIHNhbXBsZSBub25jZQ== | -
            GET      | h2c, WebSocket | keep-alive, upgrade | 8, 13   | dGhlIHNhbXBsZSBub25jZQ== | -
            GET      | websocket      | -                   | 13      | dGhlIHNhbXBsZSBub25jZQ== | CONNECTION_DROPPED
            GET      | websocket      | close               | 13      | dGhlIHNhbXBsZSBub25jZQ== | CONNECTION_DROPPED
            GET      | -              | Upgrade             | 13      | dGhlIHNhbXBsZSBub25jZQ== | UPGRADE_DROPPED
            GET      | -              | close               | 13      | -                        | UPGRADE_DROPPED
            GET      | -              | Upgrade             | -       | -                        | UPGRADE_DROPPED
            GET      | -              | keep-alive          | -       | -                        | NO_UPGRADE
            GET      | h2c            | Upgrade             | -       | -                        | NO_UPGRADE
            POST     | -              | -                   | -       | -                        | NO_UPGRADE
            POST     | websocket      | Upgrade             | 13      | dGhlIHNhbXBsZSBub25jZQ== | METHOD
            GET      | websocket      | Upgrade             | -       | dGhlIHNhbXBsZSBub25jZQ== | VERSION
            GET      | websocket      | Upgrade             | 12      | dGhlIHNhbXBsZSBub25jZQ== | VERSION
            GET      | websocket      | Upgrade             | 13      | -                        | KEY
            GET      | websocket      | Upgrade             | 13      | dGhlIHNhbXBsZSBub25jZQ   | KEY
            GET      | websocket      | Upgrade             | 13      | dGhlIHNhbXBsZSBub25 ZQ== | KEY
            """)
    void fault_namesWhatIsLacking(String method, @Nullable String upgrade, @Nullable String connection,
            @Nullable String version, @Nullable String key, @Nullable UpgradeFault fault) {
        var request = new MockHttpServletRequest(method, "/ws/chat/customer/11/s-1");
        add(request, "Upgrade", upgrade);
        add(request, "Connection", connection);
        add(request, "Sec-WebSocket-Version", version);
        add(request, "Sec-WebSocket-Key", key);
        assertThat(Handshake.fault(request).orElse(null)).isEqualTo(fault);
    }

    private static void add(MockHttpServletRequest request, String name, @Nullable String value) {
        if (value != null) {
            request.addHeader(name, value);
        }
    }
}
