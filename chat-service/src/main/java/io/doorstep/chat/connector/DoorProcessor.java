package io.doorstep.chat.connector;

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
 * Reads the requests of one connection at a time, and says how far each has come. What Tomcat holds against an upgrade
 * whose head it could read, an odd or missing Host, does not keep it from being explained.
 */
final class DoorProcessor extends Http11Processor {
    private static final int OK = 200;

    private final ConnectionKeeper keeper;
    private @Nullable SocketChannel channel;
    private boolean failedInHead;

    static DoorProcessor of(AbstractHttp11Protocol<?> protocol, Adapter container, ConnectionKeeper keeper,
            RequestFaults faults) {
        var adapter = new DoorAdapter(container, faults);
        var processor = new DoorProcessor(protocol, adapter, keeper);
        adapter.tell(processor.new Progress());
        return processor;
    }

    private DoorProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, ConnectionKeeper keeper) {
        super(protocol, adapter);
        this.keeper = keeper;
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
        if (stage == Constants.STAGE_PREPARE && !getErrorState().isError() && UpgradeHeaders.ask(request)) {
            response.setStatus(OK);
            return;
        }
        failedInHead |= stage == Constants.STAGE_PARSE;
        super.setErrorState(state, thrown);
    }

    private final class Progress implements DoorAdapter.Listener {
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
