package io.doorstep.chat.socket.upgrade;

import io.doorstep.chat.socket.tomcat.TcpConnection;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * An upgrade request whose socket will be on a {@link TcpConnection}, and which asks for no compression: it would cost each socket
 * some 170 KB before the first message.
 */
final class UpgradeRequestWrapper extends HttpServletRequestWrapper {
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    private final Consumer<TcpConnection> onWire;

    UpgradeRequestWrapper(HttpServletRequest request, Consumer<TcpConnection> onWire) {
        super(request);
        this.onWire = onWire;
    }

    @Override
    public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
        if (type != WsHttpUpgradeHandler.class) {
            return super.upgrade(type);
        }
        TcpConnection connection = super.upgrade(TcpConnection.class);
        onWire.accept(connection);
        return type.cast(connection);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return EXTENSIONS.equalsIgnoreCase(name) ? null : super.getHeader(name);
    }

    /** Tomcat parses it for an endpoint that asks for it; what is needed of it has been read. */
    @Override
    public String getRequestURI() {
        return Upgrade.PATH;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of();
    }

    /** Tomcat would copy every header for an endpoint that asks for them; this one does not. */
    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.emptyEnumeration();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return EXTENSIONS.equalsIgnoreCase(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }
}
