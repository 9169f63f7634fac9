package io.doorstep.chat.connector;

import org.apache.catalina.Context;
import org.apache.coyote.ProtocolHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Has Tomcat use the door's connector, and read heads of 32 KB and 200 headers, which is what proxies and browsers send on
 * a host with many cookies.
 */
final class DoorConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    /** With the request line, and the last read, which ends wherever it does. */
    private static final int HEAD_BYTES = 33 * 1024;
    /** 200, and those that every upgrade has. */
    private static final int HEADERS = 220;

    private final ConnectionKeeper keeper;
    private final RequestFaults faults;

    DoorConnector(ConnectionKeeper keeper, RequestFaults faults) {
        this.keeper = keeper;
        this.faults = faults;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(DoorProtocol.class.getName());
        factory.addConnectorCustomizers(connector -> fit(connector.getProtocolHandler()));
        factory.addContextCustomizers(DoorConnector::fit);
    }

    private void fit(ProtocolHandler handler) {
        if (handler instanceof DoorProtocol door) {
            door.use(keeper, faults);
            door.setMaxHttpRequestHeaderSize(Math.max(door.getMaxHttpRequestHeaderSize(), HEAD_BYTES));
            door.setMaxHeaderCount(Math.max(door.getMaxHeaderCount(), HEADERS));
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
