package io.doorstep.chat.socket.upgrade;

import io.doorstep.chat.connector.Tokens;
import io.doorstep.chat.connector.UpgradeFault;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Whether a request is the opening handshake of RFC 6455, section 4.2.1, and what it lacks. */
final class Handshake {
    private static final String WEBSOCKET = "websocket";
    private static final String VERSION = "Sec-WebSocket-Version";
    private static final String KEY = "Sec-WebSocket-Key";
    /** 16 bytes in base64. */
    private static final int KEY_LENGTH = 24;
    private static final String KEY_END = "==";

    private Handshake() {}

    /** Empty where it is one. */
    static Optional<UpgradeFault> fault(HttpServletRequest request) {
        boolean upgrade = Tokens.contain(request.getHeaders(HttpHeaders.UPGRADE), WEBSOCKET);
        boolean connection = Tokens.contain(request.getHeaders(HttpHeaders.CONNECTION), HttpHeaders.UPGRADE);
        if (!upgrade) {
            boolean dropped = hasItsOwnHeaders(request)
                    || (connection && request.getHeader(HttpHeaders.UPGRADE) == null);
            return Optional.of(dropped ? UpgradeFault.UPGRADE_DROPPED : UpgradeFault.NO_UPGRADE);
        }
        if (!HttpMethod.GET.matches(request.getMethod())) {
            return Optional.of(UpgradeFault.METHOD);
        }
        if (!connection) {
            return Optional.of(UpgradeFault.CONNECTION_DROPPED);
        }
        if (!Tokens.contain(request.getHeaders(VERSION), "13")) {
            return Optional.of(UpgradeFault.VERSION);
        }
        return isKey(request.getHeader(KEY)) ? Optional.empty() : Optional.of(UpgradeFault.KEY);
    }

    private static boolean hasItsOwnHeaders(HttpServletRequest request) {
        return Stream.of(KEY, VERSION, "Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol")
                .anyMatch(name -> request.getHeader(name) != null);
    }

    private static boolean isKey(@Nullable String key) {
        return key != null && key.length() == KEY_LENGTH && key.endsWith(KEY_END)
                && key.chars().limit(KEY_LENGTH - KEY_END.length()).allMatch(Handshake::isBase64);
    }

    private static boolean isBase64(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
