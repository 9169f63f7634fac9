package io.doorstep.benchmarks.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NettyLineTests {
    private final List<String> heard = new ArrayList<>();
    private final NettyLine line = new NettyLine(new Recorder());
    private final EmbeddedChannel channel = new EmbeddedChannel(line);

    @Test
    void closeIsAnsweredWithItsStatus_whenServerRejects() {
        receive("""
                {"type":"error","code":"RATE_LIMIT_EXCEEDED","reconnect":true}""");
        channel.writeInbound(new CloseWebSocketFrame(1008, "RATE_LIMIT_EXCEEDED;retry=12"));
        assertThat(sentClose().statusCode()).isEqualTo(1008);
        channel.finish();
        assertThat(heard).containsExactly("rejected RATE_LIMIT_EXCEEDED", "ended 1008");
    }

    @Test
    void endIsClean_whenServerAnswersTheClose() {
        receive("""
                {"type":"connected","connection_id":"c1"}""");
        line.close();
        assertThat(sentClose().statusCode()).isEqualTo(1000);
        channel.writeInbound(new CloseWebSocketFrame(1000, ""));
        channel.finish();
        assertThat(heard).containsExactly("admitted c1", "ended 1000");
        assertThat(channel.<WebSocketFrame>readOutbound()).isNull();
    }

    @Test
    void socketHasFailed_whenItEndsWithoutACloseFrame() {
        receive("""
                {"type":"connected","connection_id":"c1"}""");
        channel.finish();
        assertThat(heard).containsExactly("admitted c1", "failed ended without a close frame");
    }

    @Test
    void socketHasFailed_whenServerClosesWithoutAReason() {
        channel.writeInbound(new CloseWebSocketFrame(1008, ""));
        channel.finish();
        assertThat(heard).containsExactly("failed closed with 1008 without a first frame");
    }

    @Test
    void socketHasFailed_whenFirstFrameIsNeitherYesNorNo() {
        receive("<html>");
        assertThat(heard).containsExactly("failed first frame is of type not JSON");
    }

    @Test
    void answersAreHeard_whenMessagesAreSent() {
        receive("""
                {"type":"connected","connection_id":"c1"}""");
        line.send("m1", "Hello \"you\"");
        assertThat(sentText().text())
                .isEqualTo("{\"type\":\"message\",\"client_message_id\":\"m1\",\"text\":\"Hello \\\"you\\\"\"}");
        receive("""
                {"type":"presence","connections":2}""");
        receive("""
                {"type":"ack","client_message_id":"m1","sequence":18}""");
        receive("""
                {"type":"error","code":"MESSAGE_RATE_LIMIT_EXCEEDED","client_message_id":"m2"}""");
        assertThat(heard).containsExactly("admitted c1", "acknowledged m1",
                "message refused m2 MESSAGE_RATE_LIMIT_EXCEEDED");
    }

    @Test
    void onlyWhatIsKeptForGoodIsHeard_whenMessagesArePending() {
        receive("""
                {"type":"connected","connection_id":"c1"}""");
        receive("""
                {"type":"ack","client_message_id":"m1","pending":true}""");
        receive("""
                {"type":"message","client_message_id":"m2","pending":true,"text":"Hello"}""");
        receive("""
                {"type":"message","client_message_id":"m2","sequence":19,"text":"Hello"}""");
        assertThat(heard).containsExactly("admitted c1", "heard m2");
    }

    @Test
    void bytesGoOutAsTheyAre_whenTheyAreNoFrame() {
        line.raw(new byte[]{(byte) 0x81, 0});
        ByteBuf sent = channel.readOutbound();
        assertThat(ByteBufUtil.getBytes(sent)).containsExactly(0x81, 0);
        sent.release();
    }

    @Test
    void nothingIsReadAnyMore_whenItIsFrozen() {
        line.freeze();
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void statusIsHeard_whenTheUpgradeIsRefused() {
        var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SERVICE_UNAVAILABLE);
        channel.pipeline().fireExceptionCaught(new WebSocketClientHandshakeException("no", response));
        channel.finish();
        assertThat(heard).containsExactly("turned away 503");
    }

    private void receive(String json) {
        channel.writeInbound(new TextWebSocketFrame(json));
    }

    private CloseWebSocketFrame sentClose() {
        return channel.readOutbound();
    }

    private TextWebSocketFrame sentText() {
        return channel.readOutbound();
    }

    private final class Recorder implements Sockets.Listener {
        @Override
        public void admitted(String connectionId) {
            heard.add("admitted " + connectionId);
        }

        @Override
        public void rejected(String code) {
            heard.add("rejected " + code);
        }

        @Override
        public void acknowledged(String messageId) {
            heard.add("acknowledged " + messageId);
        }

        @Override
        public void heard(String messageId) {
            heard.add("heard " + messageId);
        }

        @Override
        public void messageRefused(String messageId, String code) {
            heard.add("message refused " + messageId + " " + code);
        }

        @Override
        public void ended(int status) {
            heard.add("ended " + status);
        }

        @Override
        public void turnedAway(int httpStatus) {
            heard.add("turned away " + httpStatus);
        }

        @Override
        public void failed(String problem) {
            heard.add("failed " + problem);
        }
    }
}
