package io.doorstep.chat.socket.tomcat;

import io.doorstep.support.connector.ConnectorFitting;
import org.apache.coyote.http11.AbstractHttp11Protocol;

/**
 * Fits Tomcat's connector to sockets: buffers of the size of a frame, since each socket keeps its two for life, and room
 * for more connections than the pool takes, so that a full house still explains itself. Its asynchronous I/O, which it has
 * by default, is what keeps the frames of two writers apart.
 */
public final class SocketFitting implements ConnectorFitting {
    private static final String READ_BYTES = "512";
    private static final String WRITE_BYTES = "1024";

    private final int connections;
    private final Descriptors descriptors;

    /**
     * @param connections that may be open at once: sockets, those that are closing, and those that are none yet
     * @param descriptors enough for them
     */
    public SocketFitting(int connections, Descriptors descriptors) {
        this.connections = connections;
        this.descriptors = descriptors;
    }

    @Override
    public void fit(AbstractHttp11Protocol<?> protocol) {
        protocol.setProperty("useAsyncIO", "true");
        protocol.setProperty("socket.appReadBufSize", READ_BYTES);
        protocol.setProperty("socket.appWriteBufSize", WRITE_BYTES);
        if (protocol.getMaxConnections() >= 0) {
            protocol.setMaxConnections(descriptors.connections(protocol.getMaxConnections(), connections));
        }
    }
}
