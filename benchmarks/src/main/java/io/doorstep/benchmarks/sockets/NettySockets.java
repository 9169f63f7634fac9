package io.doorstep.benchmarks.sockets;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.IntFunction;

/** Real WebSockets, each client's from an address of its own. */
public final class NettySockets implements Sockets {
    /** How long connecting, upgrading and the first frame may each take. */
    static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LARGEST_FRAME = 1 << 20;

    private final EventLoop loop;
    private final URI base;
    private final InetSocketAddress server;
    private final IntFunction<String> paths;

    /** @param paths the path each client connects to */
    public NettySockets(EventLoop loop, URI base, InetSocketAddress server, IntFunction<String> paths) {
        this.loop = loop;
        this.base = base;
        this.server = server;
        this.paths = paths;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public WildLine open(int client, Listener listener) {
        NettyLine line = new NettyLine(listener);
        new Bootstrap().group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) PATIENCE.toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(), new HttpObjectAggregator(LARGEST_FRAME),
                                new WebSocketClientProtocolHandler(handshake(client)),
                                new WebSocketFrameAggregator(LARGEST_FRAME), line);
                    }
                })
                .connect(server, new InetSocketAddress(ClientAddresses.of(client), 0))
                .addListener(connected -> line.onConnect(connected.cause()));
        return line;
    }

    private WebSocketClientProtocolConfig handshake(int client) {
        return WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(base.resolve(paths.apply(client)))
                .version(WebSocketVersion.V13)
                .generateOriginHeader(false)
                .maxFramePayloadLength(LARGEST_FRAME)
                .handshakeTimeoutMillis(PATIENCE.toMillis())
                .handleCloseFrames(false)
                .sendCloseFrame(null)
                .build();
    }
}
