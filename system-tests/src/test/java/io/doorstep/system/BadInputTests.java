package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.socket.Visitor;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the door does with what it should not get. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class BadInputTests {
    private final RunningChat chat = RunningChat.with("doorstep.socket.heartbeat=200ms",
            "doorstep.limits.connection-rate.limit=1000", "doorstep.origins=https://shop.example");

    @BeforeAll
    void isUp() {
        assertThat(chat.get("/api/health").statusCode()).isEqualTo(200);
    }

    @AfterAll
    void close() {
        chat.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # path after /ws/chat/customer                         , code
            /1%201/s                                               , INVALID_PRODUCT_ID
            /%3Cscript%3E/s                                        , INVALID_PRODUCT_ID
            /11%0Aforged%20log%20line/s                            , INVALID_PRODUCT_ID
            /11%0D%0A2026-01-01%20INFO%20all%20is%20well/s         , INVALID_PRODUCT_ID
            /%C3%A4/s                                              , INVALID_PRODUCT_ID
            /11;a=b/s                                              , INVALID_PRODUCT_ID
            /%E2%80%AE/s                                           , INVALID_PRODUCT_ID
            /11/%0a                                                , INVALID_SESSION_ID
            /11/a%20b                                              , INVALID_SESSION_ID
            /11/s;jsessionid=1                                     , INVALID_SESSION_ID
            /11/a/b                                                , INVALID_SESSION_ID
            /11/                                                   , INVALID_SESSION_ID
            /11                                                    , INVALID_SESSION_ID
            /11/../../secret                                       , INVALID_SESSION_ID
            """)
    void malformedIds_areAccepted_explained_andClosed(String path, String code, CapturedOutput output) {
        try (RawSocket socket = new RawSocket(chat.port())) {
            assertThat(socket.upgrade("/ws/chat/customer" + path)).contains(" 101");
            var explanation = socket.readFrame();
            assertThat(explanation.text()).contains("\"code\":\"" + code + "\"",
                    "\"reconnect\":false");
            var close = socket.readFrame();
            assertThat(close.opcode()).isEqualTo(RawSocket.Frame.CLOSE);
            assertThat(close.closeStatus()).isEqualTo(1008);
        }
        assertThat(output).doesNotContain("forged log line").doesNotContain("all is well").doesNotContain("script");
    }

    @Test
    void overlongIds_areExplained() {
        Visitor product = Visitor.connect(chat.socket("p".repeat(65), "s"));
        assertThat(product.frame(0).path("code").stringValue()).isEqualTo("INVALID_PRODUCT_ID");
        Visitor session = Visitor.connect(chat.socket("11", "s".repeat(4000)));
        assertThat(session.frame(0).path("code").stringValue()).isEqualTo("INVALID_SESSION_ID");
        assertThat(session.closed()).isEqualTo(new Visitor.Closed(1008, "INVALID_SESSION_ID"));
    }

    @Test
    void aForeignOrigin_mayReadThatItGetsNoSession() {
        String[] foreign = {"Origin", "https://evil.example"};
        var refused = chat.post("/api/chat/sessions", "{\"product_id\":\"11\"}", foreign);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(RunningChat.json(refused).path("code").stringValue()).isEqualTo("ORIGIN_NOT_ALLOWED");
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        for (String own : new String[]{"https://shop.example", "http://127.0.0.1:" + chat.port()}) {
            assertThat(chat.post("/api/chat/sessions", "{\"product_id\":\"11\"}", "Origin", own).statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void aForeignOrigin_isToldSo() {
        Visitor foreign = Visitor.connect(chat.socket("11", "s"), "Origin", "https://evil.example");
        assertThat(foreign.frame(0).path("code").stringValue()).isEqualTo("ORIGIN_NOT_ALLOWED");
        assertThat(foreign.closed()).isEqualTo(new Visitor.Closed(1008, "ORIGIN_NOT_ALLOWED"));
        try (Visitor known = Visitor.connect(chat.socket("11", "s"), "Origin", "https://shop.example");
                Visitor same = Visitor.connect(chat.socket("11", "s"), "Origin", "http://127.0.0.1:" + chat.port())) {
            assertThat(known.frame(0).path("type").stringValue()).isEqualTo("connected");
            assertThat(same.frame(0).path("type").stringValue()).isEqualTo("connected");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hello                | The frame is not JSON
            {"type":"shout"}     | The type must be message, typing, resume, page or ping
            {}                   | A frame is a JSON object with a type
            """)
    void framesThatAreNone_areExplained_andTheSocketStays(String frame, String why) {
        try (Visitor visitor = Visitor.connect(chat.socket("11", "s"))) {
            visitor.frame("connected");
            var error = visitor.send(frame).frame("error");
            assertThat(error.path("code").stringValue()).isEqualTo("INVALID_MESSAGE");
            assertThat(error.path("message").stringValue()).isEqualTo(why);
            assertThat(visitor.send("{\"type\":\"resume\",\"after\":-1}").frame("history")).isNotNull();
        }
    }

    @Test
    void binaryFrames_areExplained_andTheSocketStays() {
        try (Visitor visitor = Visitor.connect(chat.socket("11", "s"))) {
            visitor.sendBinary(new byte[2000]);
            assertThat(visitor.frame("error").path("message").stringValue()).contains("Binary");
            assertThat(visitor.frames("error")).hasSize(1);
            assertThat(visitor.send("{\"type\":\"resume\",\"after\":-1}").frame("history")).isNotNull();
        }
    }

    @Test
    void anOverlongText_comesBack_andAnOverlongFrame_closesTheSocket() {
        try (Visitor visitor = Visitor.connect(chat.socket("11", "s"))) {
            var tooLong = visitor.say("m1", "x".repeat(4001)).frame("error");
            assertThat(tooLong.path("code").stringValue()).isEqualTo("INVALID_MESSAGE");
            assertThat(tooLong.path("client_message_id").stringValue()).isEqualTo("m1");
            visitor.say("m2", "x".repeat(100_000));
            assertThat(visitor.frames("error", 2).getLast().path("code").stringValue()).isEqualTo("MESSAGE_TOO_LARGE");
            assertThat(visitor.closed()).isEqualTo(new Visitor.Closed(1009, "MESSAGE_TOO_LARGE"));
        }
    }

    @Test
    void aSecondUpgradeOnTheSameConnection_isAProtocolError() {
        try (RawSocket socket = new RawSocket(chat.port())) {
            socket.upgrade("/ws/chat/customer/11/s");
            assertThat(socket.readFrame().text()).contains("connected");
            socket.write("GET /ws/chat/customer/11/s HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            RawSocket.Frame frame = socket.readFrame();
            while (frame.opcode() != RawSocket.Frame.CLOSE && frame.opcode() >= 0) {
                frame = socket.readFrame();
            }
            assertThat(frame.closeStatus()).isEqualTo(1002);
            assertThat(socket.endsWithin(3000)).isTrue();
        }
        awaitEmptyPool();
    }

    @Test
    void aHalfOpenSocket_isFoundByTheHeartbeat_andItsSlotComesBack() {
        try (RawSocket silent = new RawSocket(chat.port())) {
            silent.upgrade("/ws/chat/customer/11/s");
            silent.readFrame();
            awaitEmptyPool();
        }
    }

    @Test
    void aSocketThatIsReset_givesItsSlotBack() {
        RawSocket socket = new RawSocket(chat.port());
        socket.upgrade("/ws/chat/customer/11/s");
        socket.readFrame();
        socket.reset();
        awaitEmptyPool();
    }

    @Test
    void aRejectedSocket_isEndedWithinTwoSeconds_andWhatItSendsIsNotActedOn() {
        try (RawSocket socket = new RawSocket(chat.port())) {
            socket.upgrade("/ws/chat/customer/11/not%20valid");
            socket.writeText("{\"type\":\"resume\",\"after\":-1}");
            assertThat(socket.readFrame().text()).contains("INVALID_SESSION_ID");
            assertThat(socket.readFrame().opcode()).isEqualTo(RawSocket.Frame.CLOSE);
            socket.writeText("{\"type\":\"resume\",\"after\":-1}");
            assertThat(socket.endsWithin(3500)).isTrue();
        }
    }

    private void awaitEmptyPool() {
        await()
                .until(() -> chat.connections() == 0);
    }
}
