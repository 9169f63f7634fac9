package io.doorstep.support.connector;

import io.doorstep.support.connections.ConnectionKeeper;
import org.apache.catalina.Context;
import org.apache.coyote.ProtocolHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Has Tomcat use this connector, and read heads of 32 KB and 200 headers, which is what proxies and browsers send on a host
 * with many cookies.
 */
final class LenientConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    /** With the request line, and the last read, which ends wherever it does. */
    private static final int HEAD_BYTES = 33 * 1024;
    /** 200, and those that every upgrade has. */
    private static final int HEADERS = 220;
    /**
     * Connections that wait to be accepted, as far as the system allows ({@code net.core.somaxconn}). Where there is no room
     * the system drops what a peer sends, and the peer tries again after a second: a flood would fill Tomcat's 100 at once.
     */
    private static final int BACKLOG = 4096;

    private final ConnectionKeeper keeper;
    private final RequestFaults faults;
    private final RequestLeniency leniency;
    private final ConnectorFitting fitting;

    LenientConnector(ConnectionKeeper keeper, RequestFaults faults, RequestLeniency leniency,
            ConnectorFitting fitting) {
        this.keeper = keeper;
        this.faults = faults;
        this.leniency = leniency;
        this.fitting = fitting;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(LenientProtocol.class.getName());
        factory.addConnectorCustomizers(connector -> fit(connector.getProtocolHandler()));
        factory.addContextCustomizers(LenientConnector::fit);
    }

    private void fit(ProtocolHandler handler) {
        if (handler instanceof LenientProtocol protocol) {
            protocol.use(keeper, faults, leniency);
            protocol.setMaxHttpRequestHeaderSize(Math.max(protocol.getMaxHttpRequestHeaderSize(), HEAD_BYTES));
            protocol.setMaxHeaderCount(Math.max(protocol.getMaxHeaderCount(), HEADERS));
            protocol.setAcceptCount(Math.max(protocol.getAcceptCount(), BACKLOG));
            fitting.fit(protocol);
        }
    }

    /** There are no sessions, so nothing of Tomcat's reads cookies, and refuses a request that has many of them. */
    private static void fit(Context context) {
        context.setCookies(false);
    }

    /** After Boot has set what {@code server} says. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
