package io.doorstep.chat.socket;

import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Fits Tomcat's connector to sockets: buffers of the size of a frame, since each socket keeps its two for life, and room
 * for more connections than the pool takes, so that a full house still explains itself. Its asynchronous I/O, which it has
 * by default, is what keeps the frames of two writers apart.
 */
final class Connector implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {
    private static final String READ_BYTES = "512";
    private static final String WRITE_BYTES = "1024";
    /** Connections that have been accepted and of which others are being ended to make room. */
    private static final int SPARE = 100;

    private final int pool;
    private final int closing;
    private final int others;
    private final Descriptors descriptors;

    /**
     * @param pool sockets that may be in at once
     * @param closing sockets that may be closing at once
     * @param others connections that may be open and are no sockets
     * @param descriptors enough for them
     */
    Connector(int pool, int closing, int others, Descriptors descriptors) {
        this.pool = pool;
        this.closing = closing;
        this.others = others;
        this.descriptors = descriptors;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addProtocolHandlerCustomizers(this::fit);
    }

    private void fit(ProtocolHandler handler) {
        if (handler instanceof AbstractProtocol<?> protocol) {
            protocol.setProperty("useAsyncIO", "true");
            protocol.setProperty("socket.appReadBufSize", READ_BYTES);
            protocol.setProperty("socket.appWriteBufSize", WRITE_BYTES);
            if (protocol.getMaxConnections() >= 0) {
                int wanted = Math.max(protocol.getMaxConnections(), pool + closing + others + SPARE);
                protocol.setMaxConnections(descriptors.connections(wanted, pool, closing));
            }
        }
    }

    /** After Boot has set what {@code server.tomcat} says. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
