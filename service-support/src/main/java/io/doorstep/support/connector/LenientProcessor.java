package io.doorstep.support.connector;

import io.doorstep.support.connections.ConnectionKeeper;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.coyote.Adapter;
import org.apache.coyote.Constants;
import org.apache.coyote.ErrorState;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one connection at a time, and says how far each has come. What Tomcat holds against a request
 * whose head it could read, an odd or missing Host, is no fault where the service forgives it.
 */
final class LenientProcessor extends Http11Processor {
    private static final int OK = 200;

    private final ConnectionKeeper keeper;
    private final RequestLeniency leniency;
    private @Nullable SocketChannel channel;
    private boolean failedInHead;

    static LenientProcessor of(AbstractHttp11Protocol<?> protocol, Adapter container, ConnectionKeeper keeper,
            RequestFaults faults, RequestLeniency leniency) {
        var adapter = new LenientAdapter(container, faults, leniency);
        var processor = new LenientProcessor(protocol, adapter, keeper, leniency);
        adapter.listen(processor.new Progress());
        return processor;
    }

    private LenientProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, ConnectionKeeper keeper,
            RequestLeniency leniency) {
        super(protocol, adapter);
        this.keeper = keeper;
        this.leniency = leniency;
    }

    @Override
    public SocketState service(SocketWrapperBase<?> wrapper) throws IOException {
        channel = channelOf(wrapper);
        failedInHead = false;
        try {
            SocketState state = super.service(wrapper);
            switch (state) {
                case OPEN -> keeper.answered(channel);
                case LONG -> waits(channel);
                case UPGRADING -> keeper.gone(channel);
                default -> {
                    // It is closed, and the endpoint says so.
                }
            }
            return state;
        } finally {
            channel = null;
        }
    }

    private void waits(@Nullable SocketChannel waiting) {
        if (isAsync()) {
            keeper.gone(waiting);
        } else {
            keeper.headHasBegun(waiting);
        }
    }

    private static @Nullable SocketChannel channelOf(SocketWrapperBase<?> wrapper) {
        return wrapper.getSocket() instanceof NioChannel nio ? nio.getIOChannel() : null;
    }

    @Override
    protected void setErrorState(ErrorState state, @Nullable Throwable thrown) {
        int stage = request.getRequestProcessor().getStage();
        if (stage == Constants.STAGE_PREPARE && !getErrorState().isError() && leniency.forgivesHost(request)) {
            response.setStatus(OK);
            return;
        }
        failedInHead |= stage == Constants.STAGE_PARSE;
        super.setErrorState(state, thrown);
    }

    private final class Progress implements LenientAdapter.Listener {
        @Override
        public void onHead(boolean withBody) {
            keeper.headHasCome(channel, withBody);
        }

        @Override
        public boolean failedInHead() {
            return failedInHead;
        }
    }
}
