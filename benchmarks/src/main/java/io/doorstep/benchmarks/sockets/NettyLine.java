package io.doorstep.benchmarks.sockets;

import io.doorstep.events.json.DoorstepJson;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of one WebSocket. It answers a close frame with a close frame and then leaves it to the server to end
 * the TCP connection, as RFC 6455 asks, so that both sides see the same end. Futures of writes are passed over: a write
 * that fails ends the channel, and that is heard.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class NettyLine extends SimpleChannelInboundHandler<WebSocketFrame> implements WildLine {
    private static final int NORMAL = 1000;
    /** How long the server may take to answer a close frame, and to end the connection after that. */
    private static final int CLOSE_SECONDS = 5;

    record MessageFrame(String type, String clientMessageId, String text) {}

    private final Sockets.Listener listener;
    private final long sinceNanos = System.nanoTime();
    private @Nullable ChannelHandlerContext context;
    private boolean upgraded;
    private boolean answered;
    private boolean closeSent;
    private boolean over;
    private int status;

    NettyLine(Sockets.Listener listener) {
        this.listener = listener;
    }

    /** @param cause why it could not connect; null where it could */
    void onConnect(@Nullable Throwable cause) {
        if (cause != null) {
            fail("no connection (" + cause.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            upgraded = true;
            ctx.executor().schedule(() -> {
                if (!answered) {
                    fail("no first frame");
                }
            }, NettySockets.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
            fail("no answer to the upgrade");
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            onClose(ctx, close);
        } else if (frame instanceof TextWebSocketFrame text && !over) {
            onFrame(ServerFrame.parse(text.text()));
        }
    }

    private void onFrame(ServerFrame frame) {
        switch (frame) {
            case ServerFrame.Connected(String connectionId) when !answered -> {
                answered = true;
                listener.admitted(connectionId);
            }
            case ServerFrame.Refused(String code, String _) when !answered -> {
                answered = true;
                listener.rejected(code);
            }
            case ServerFrame.Refused(String code, String messageId) -> listener.messageRefused(messageId, code);
            case ServerFrame.Acknowledged(String messageId) -> listener.acknowledged(messageId);
            case ServerFrame.Said(String messageId) when answered -> listener.heard(messageId);
            case ServerFrame.Said _ -> fail("first frame is of type message");
            case ServerFrame.Connected _ -> fail("admitted twice");
            case ServerFrame.Other(String type) -> {
                if (!answered) {
                    fail("first frame is of type " + type);
                }
            }
        }
    }

    private void onClose(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
        status = Math.max(NORMAL, close.statusCode());
        if (!closeSent) {
            closeSent = true;
            ctx.writeAndFlush(new CloseWebSocketFrame(true, 0, status, ""));
        }
        closeAfterPatience(ctx);
    }

    @Override
    public void send(String messageId, String text) {
        String json = DoorstepJson.mapper().writeValueAsString(new MessageFrame("message", messageId, text));
        open().writeAndFlush(new TextWebSocketFrame(json));
    }

    @Override
    public void text(String text) {
        open().writeAndFlush(new TextWebSocketFrame(text));
    }

    @Override
    public void raw(byte[] bytes) {
        open().writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }

    @Override
    public void freeze() {
        open().channel().config().setAutoRead(false);
    }

    @Override
    public void reset() {
        if (context != null) {
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            context.close();
        }
    }

    @Override
    public void close() {
        if (!closeSent && !over) {
            closeSent = true;
            open().writeAndFlush(new CloseWebSocketFrame(NORMAL, ""));
            closeAfterPatience(open());
        }
    }

    private static void closeAfterPatience(ChannelHandlerContext ctx) {
        ctx.executor().schedule(() -> {
            ctx.close();
        }, CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private ChannelHandlerContext open() {
        return Objects.requireNonNull(context, "not connected");
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (status == 0) {
            fail(abruptEnd());
        } else if (!answered) {
            fail("closed with " + status + " without a first frame");
        } else if (!over) {
            over = true;
            listener.ended(status);
        }
    }

    private String abruptEnd() {
        if (answered) {
            return "ended without a close frame";
        }
        return "ended %s after %d s".formatted(upgraded ? "without a first frame" : "without an answer",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof WebSocketClientHandshakeException refused && refused.response() != null && !over) {
            over = true;
            listener.turnedAway(refused.response().status().code());
        } else if (status == 0) {
            fail(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
        ctx.close();
    }

    private void fail(String problem) {
        if (over) {
            return;
        }
        over = true;
        listener.failed(problem);
        if (context != null) {
            context.close();
        }
    }
}
