package io.doorstep.chat.socket.tomcat;

import jakarta.servlet.http.WebConnection;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.server.WsHandshakeRequest;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.apache.tomcat.websocket.server.WsServerContainer;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection beneath one WebSocket. It sees each frame before anybody acts on it, carries those of the outbox, can
 * be ended whatever the peer does, and says when it has ended. Public because Tomcat makes it.
 */
public final class TcpConnection extends WsHttpUpgradeHandler implements Outbox.Line {
    private final FrameMeter meter = new FrameMeter();
    private final RawFrameWriter output = new RawFrameWriter();
    private volatile @Nullable SocketWrapperBase<?> connection;
    private volatile Listener listener = Listener.NOOP;
    private volatile boolean lost;
    private Phase phase = Phase.OPEN;
    private @Nullable CloseDeadline deadline;

    private enum Phase {
        OPEN,
        CLOSING,
        ENDED
    }

    /** Hears what becomes of the connection; must not wait. */
    public interface Listener {
        Listener NOOP = new Listener() {};

        /** More has come than any client of the protocol sends. Called on the thread that reads. */
        default void onFlood() {}

        /** @param closing whether its close had begun */
        default void onEnd(boolean closing) {}
    }

    public void listen(Listener heard, FrameBudget budget) {
        listener = heard;
        meter.watch(budget, heard::onFlood);
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
        super.setSocketWrapper(wrapper);
        connection = wrapper;
    }

    @Override
    public void preInit(ServerEndpointConfig config, WsServerContainer container, WsHandshakeRequest handshake,
            List<Extension> extensions, String subProtocol, @Nullable Transformation transformation,
            Map<String, String> pathParameters, boolean secure) {
        meter.askBeforeClose(this::beforeClose);
        super.preInit(config, container, handshake, extensions, subProtocol, meter, pathParameters, secure);
    }

    @Override
    public void init(WebConnection upgraded) {
        super.init(upgraded);
        forgetTheHandshake();
    }

    /** Tomcat keeps the request's headers for as long as the socket lives, and needs them no more. */
    private void forgetTheHandshake() {
        super.preInit(null, null, null, null, null, null, null, false);
    }

    /** Past Tomcat's endpoint, in the way in which that writes a frame: whole frames of both do not mix. */
    @Override
    public void write(ByteBuffer frames) throws IOException {
        SocketWrapperBase<?> open = connection;
        if (open != null) {
            output.write(open, frames);
        }
    }

    private boolean beforeClose() {
        output.end();
        return !lost;
    }

    /**
     * The peer has vanished. Tomcat, which ends the connection now, would write a close first: two failures with their stack
     * traces, for nobody.
     */
    public void lost() {
        lost = true;
    }

    /** Marks that its close has begun, to end when it is due; false where it had, or where all is over. */
    public synchronized boolean beginClosing(CloseDeadline end) {
        if (phase != Phase.OPEN) {
            return false;
        }
        phase = Phase.CLOSING;
        deadline = end;
        return true;
    }

    /** Ends it now; what has been written is still delivered, what the peer sends no longer. */
    @Override
    public void abort() {
        lost();
        SocketWrapperBase<?> open = connection;
        if (open != null) {
            open.close();
            letGo(open);
        }
        ended();
    }

    /** The selector holds a closed channel until it looks at its keys again, which without traffic takes it a second. */
    private static void letGo(SocketWrapperBase<?> closed) {
        if (closed instanceof NioEndpoint.NioSocketWrapper nio) {
            nio.getPoller().getSelector().wakeup();
        }
    }

    @Override
    public void destroy() {
        super.destroy();
        ended();
    }

    private void ended() {
        boolean closing;
        synchronized (this) {
            if (phase == Phase.ENDED) {
                return;
            }
            closing = phase == Phase.CLOSING;
            phase = Phase.ENDED;
            if (deadline != null) {
                deadline.forget();
            }
        }
        listener.onEnd(closing);
    }

    /** Whether neither its close has begun nor its end is past. */
    public synchronized boolean isOpen() {
        return phase == Phase.OPEN;
    }

    public synchronized boolean isEnded() {
        return phase == Phase.ENDED;
    }
}
