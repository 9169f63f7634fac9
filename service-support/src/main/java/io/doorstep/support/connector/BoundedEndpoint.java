package io.doorstep.support.connector;

import io.doorstep.support.connections.ConnectionKeeper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** The connections of the web server: says which begin and end, and ends those that it is told to. */
final class BoundedEndpoint extends NioEndpoint implements ConnectionKeeper.Connections {
    private static final byte[] TIMED_OUT = timedOut();

    private @Nullable ConnectionKeeper keeper;

    void use(ConnectionKeeper watching) {
        keeper = watching;
        watching.watch(this);
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        ConnectionKeeper watching = keeper;
        if (watching == null) {
            return super.setSocketOptions(socket);
        }
        watching.accepted(socket);
        boolean taken = super.setSocketOptions(socket);
        if (!taken) {
            watching.gone(socket);
        }
        return taken;
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
        super.setHandler(new Ends(handler));
    }

    @Override
    public boolean end(SocketChannel socket, boolean timedOut) {
        SocketWrapperBase<NioChannel> wrapper = connections.get(socket);
        if (wrapper == null) {
            return true;
        }
        if (!wrapper.getLock().tryLock()) {
            return false;
        }
        try {
            if (timedOut && wrapper.getCurrentProcessor() != null && !isSSLEnabled()) {
                explain(socket);
            }
            close(wrapper);
            return true;
        } finally {
            wrapper.getLock().unlock();
        }
    }

    /** As far as it goes: nothing waits for a peer that has been waited for. */
    private static void explain(SocketChannel socket) {
        try {
            var _ = socket.write(ByteBuffer.wrap(TIMED_OUT));
        } catch (IOException _) {
            // Nobody reads it.
        }
    }

    private static byte[] timedOut() {
        var problem = HttpFault.HEAD_TIMEOUT.problem();
        String body = problem.body(false);
        return ("HTTP/1.1 408 Request Timeout\r\nContent-Type: " + problem.contentType(false) + "\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void end(SocketChannel socket) {
        SocketWrapperBase<NioChannel> wrapper = connections.get(socket);
        if (wrapper != null) {
            close(wrapper);
        }
    }

    /** The selector holds a closed channel until it looks at its keys again. */
    private static void close(SocketWrapperBase<NioChannel> wrapper) {
        wrapper.close();
        if (wrapper instanceof NioSocketWrapper nio) {
            nio.getPoller().getSelector().wakeup();
        }
    }

    /** Tomcat's handler, which is the first to know that a connection ends. */
    private final class Ends implements Handler<NioChannel> {
        private final Handler<NioChannel> tomcat;

        Ends(Handler<NioChannel> tomcat) {
            this.tomcat = tomcat;
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> wrapper) {
            ConnectionKeeper watching = keeper;
            if (watching != null) {
                watching.gone(wrapper.getSocket().getIOChannel());
            }
            tomcat.release(wrapper);
        }

        @Override
        public SocketState process(SocketWrapperBase<NioChannel> wrapper, SocketEvent status) {
            return tomcat.process(wrapper, status);
        }

        @Override
        public Object getGlobal() {
            return tomcat.getGlobal();
        }

        @Override
        public void pause() {
            tomcat.pause();
        }

        @Override
        public void recycle() {
            tomcat.recycle();
        }
    }
}
