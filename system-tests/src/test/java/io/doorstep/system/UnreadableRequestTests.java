package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What can't be read as an upgrade, or as any request, is answered in the service's words, counted, and logged in a line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class UnreadableRequestTests {
    private static final String SOCKET = "GET /ws/chat/customer/11/s-1 HTTP/1.1|Host: x";
    private static final String KEY = "|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    private final RunningChat chat = RunningChat.with();

    @AfterAll
    void close() {
        chat.close();
    }

    private String answer(RawSocket socket, String request) {
        String status = socket.ask(request.replace("|", "\r\n").replace("LONG", "x".repeat(40_000)) + "\r\n\r\n");
        assertThat(socket.header("Content-Type")).hasValue("application/problem+json");
        return status + "\n" + socket.readBody();
    }

    private double counted(String cause) {
        return chat.meter("doorstep.requests.malformed?tag=cause:" + cause);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            # after the address                                                      ! status ! says                                   ! cause
            Upgrade: websocket|Sec-WebSocket-Version: 13                             ! 400 ! seems to drop `Connection: Upgrade`       ! connection_dropped
            Upgrade: websocket|Connection: close|Sec-WebSocket-Version: 13           ! 400 ! seems to drop `Connection: Upgrade`       ! connection_dropped
            Connection: Upgrade|Sec-WebSocket-Version: 13                            ! 426 ! seems to drop `Upgrade: websocket`        ! upgrade_dropped
            Connection: close|Sec-WebSocket-Version: 13                              ! 426 ! seems to drop `Upgrade: websocket`        ! upgrade_dropped
            Upgrade: websocket|Connection: Upgrade                                   ! 426 ! Sec-WebSocket-Version must be 13          ! version
            Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 8          ! 426 ! Sec-WebSocket-Version must be 13          ! version
            """)
    void handshakeThatLacksSomething_isToldWhat(String headers, String status, String says, String cause) {
        double before = counted(cause);
        try (RawSocket socket = new RawSocket(chat.port())) {
            assertThat(answer(socket, SOCKET + KEY + "|" + headers))
                    .contains(" " + status, "\"status\":" + status, says);
            assertThat(socket.header("Upgrade")).hasValue("websocket");
            assertThat(socket.header("Sec-WebSocket-Version")).hasValue("13");
        }
        assertThat(counted(cause)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            X-None: 1
            Sec-WebSocket-Key: short
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZ!==
            """)
    void handshakeWithoutItsKey_isToldSo(String key) {
        try (RawSocket socket = new RawSocket(chat.port())) {
            assertThat(
                    answer(socket, SOCKET + "|Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13|" + key))
                    .contains(" 400", "Sec-WebSocket-Key is missing or");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            # request                                                         ! status ! cause
            GET /ws/chat/customer/11/s-1 HTTP/1.1|Host: x|Bad Name: 1         ! 400 ! header
            GET /ws/chat/customer/1 1/s-1 HTTP/1.1|Host: x                    ! 400 ! request_line
            NO(NSENSE / HTTP/1.1|Host: x                                      ! 400 ! request_line
            GET /api/health HTTP/3.1|Host: x                                  ! 400 ! protocol
            GET /api/health HTTP/1.1|Host: x|Cookie: LONG                     ! 431 ! head_too_large
            GET /LONG HTTP/1.1|Host: x                                        ! 414 ! target_too_long
            GET /api/health HTTP/1.1|X-None: 1                                ! 400 ! host
            GET /api/health HTTP/1.1|Host: a|Host: b                          ! 400 ! host
            GET /api/health HTTP/1.1|Host: a b                                ! 400 ! host
            GET /;x=%zz HTTP/1.1|Host: x                                      ! 400 ! path
            GET /products/%2F HTTP/1.1|Host: x                                ! 400 ! path
            GET /products/[ HTTP/1.1|Host: x                                  ! 400 ! path
            GET /products/ä HTTP/1.1|Host: x                                  ! 400 ! path
            GET /../../etc/passwd HTTP/1.1|Host: x                            ! 400 ! other
            CONNECT x:80 HTTP/1.1|Host: x:80                                  ! 400 ! other
            POST /api/chat/sessions HTTP/1.1|Host: x|Transfer-Encoding: zip   ! 400 ! body
            POST /api/chat/sessions HTTP/1.1|Host: x|Content-Length: many     ! 400 ! body
            GET /api/health HTTP/1.1|Host: x|Expect: the-worst                ! 417 ! expectation
            """)
    void requestThatCannotBeRead_isAnsweredInOurWords(String request, String status, String cause,
            CapturedOutput output) {
        double before = counted(cause);
        try (RawSocket socket = new RawSocket(chat.port())) {
            assertThat(answer(socket, request)).contains(" " + status, "\"status\":" + status, "\"detail\":")
                    .doesNotContain("Tomcat").doesNotContain("<");
        }
        assertThat(counted(cause)).isEqualTo(before + 1);
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void person_readsAPage() {
        for (String path : new String[]{"/ws/chat/customer/11/s-1", "/products/%2F"}) {
            try (RawSocket socket = new RawSocket(chat.port())) {
                assertThat(socket.ask("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Accept: text/html,*/*\r\n\r\n")).contains(" 4");
                assertThat(socket.header("Content-Type")).hasValue("text/html;charset=utf-8");
                assertThat(socket.header("Content-Security-Policy")).hasValue("default-src 'none'");
                assertThat(socket.readBody()).contains("<h1>4").doesNotContain("style").doesNotContain("Tomcat");
            }
        }
    }

    @Test
    void droppedConnectionHeader_isAWarningThatSaysHowTheProxyIsSet() {
        try (RawSocket socket = new RawSocket(chat.port())) {
            socket.ask((SOCKET + KEY + "|Upgrade: websocket|Sec-WebSocket-Version: 13||").replace("|", "\r\n"));
        }
        assertThat(chat.status().path("warnings").toString()).contains("a proxy in front seems to drop",
                "proxy_set_header Upgrade $http_upgrade", "Apache", "HAProxy");
    }

    @Test
    void addressWithoutASocket_isNotFound() {
        assertThat(chat.get("/ws/nowhere").statusCode()).isEqualTo(404);
    }
}
