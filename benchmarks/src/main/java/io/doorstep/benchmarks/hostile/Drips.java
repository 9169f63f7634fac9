package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.soak.Counts;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Connections that send a byte of a request's head every few seconds and never finish; each comes again when it is ended. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Drips implements AutoCloseable {
    private static final byte[] HEAD = ("GET / HTTP/1.1\r\nHost: chat\r\nX-Slow: " + "x".repeat(4000))
            .getBytes(StandardCharsets.UTF_8);
    private static final int ADDRESSES_OF_A_NETWORK = 200;
    private static final long DROP_MS = 3000;
    private static final long AGAIN_MS = 1000;

    private final EventLoop loop;
    private final InetSocketAddress server;
    private final int network;
    private final int ofAnAddress;
    private final Counts counts;
    private boolean over;
    private volatile long longestNanos;

    /**
     * @param network the third number of the first of its addresses
     * @param ofAnAddress connections from one address
     */
    Drips(EventLoop loop, InetSocketAddress server, int network, int connections, int ofAnAddress, Counts counts) {
        this.loop = loop;
        this.server = server;
        this.network = network;
        this.ofAnAddress = ofAnAddress;
        this.counts = counts;
        for (int i = 0; i < connections; i++) {
            int number = i;
            loop.schedule(() -> open(number), i * DROP_MS / connections, TimeUnit.MILLISECONDS);
        }
    }

    private void open(int number) {
        if (over) {
            return;
        }
        int address = number / ofAnAddress;
        InetSocketAddress from = new InetSocketAddress("127.0.%d.%d".formatted(
                network + address / ADDRESSES_OF_A_NETWORK, 1 + address % ADDRESSES_OF_A_NETWORK), 0);
        new Bootstrap().group(loop).channel(NioSocketChannel.class).option(ChannelOption.SO_REUSEADDR, true)
                .handler(new Drip(number)).connect(server, from);
    }

    private final class Drip extends ChannelInboundHandlerAdapter {
        private final int number;
        private long since;

        Drip(int number) {
            this.number = number;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            since = System.nanoTime();
            counts.add("drips");
            drip(ctx.channel(), 0);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object answer) {
            ReferenceCountUtil.release(answer);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            longestNanos = Math.max(longestNanos, System.nanoTime() - since);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }

        @Override
        public void channelUnregistered(ChannelHandlerContext ctx) {
            if (!over) {
                loop.schedule(() -> open(number), AGAIN_MS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void drip(Channel channel, int sent) {
        if (over) {
            channel.close();
        } else if (channel.isActive()) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(HEAD, sent % HEAD.length, 1));
            loop.schedule(() -> drip(channel, sent + 1), DROP_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** How long one of them was let be. */
    Duration longest() {
        return Duration.ofNanos(longestNanos);
    }

    @Override
    public void close() {
        loop.execute(() -> over = true);
    }
}
