package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.machine.Alone;
import io.doorstep.testing.machine.Patience;
import io.doorstep.testing.machine.SystemConnections;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawSocket;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Where TLS ends at the service itself, handshakes and heads that drip have no more time than without it. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsDripTests {
    /** The begin of a ClientHello of 512 bytes. */
    private static final byte[] HELLO = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
    private static final byte[] MORE = {'x'};
    private static final Duration PATIENCE = Patience.USUAL;

    private RunningChat chat;
    private SSLContext tls;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Path store = Keys.ofLoopback(folder.resolve("key.p12"), "door");
        chat = RunningChat.with("server.ssl.key-store=" + store, "server.ssl.key-store-password=" + Keys.PASSWORD,
                "doorstep.requests.head-within=2s");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            trusted.load(in, Keys.PASSWORD.toCharArray());
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("door", trusted.getCertificate("door"));
        trust.init(certificates);
        tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
    }

    @AfterAll
    void close() {
        chat.close();
    }

    @Test
    void handshakeThatDrips_ends() {
        double before = cut();
        try (RawSocket socket = RawSocket.from("127.0.0.1", chat.port())) {
            socket.tryToWrite(HELLO);
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                    .until(() -> !socket.tryToWrite(MORE) || !socket.isHeldByTheServer());
        }
        assertThat(cut()).isEqualTo(before + 1);
    }

    @Test
    void silenceInPlaceOfAHandshake_ends() {
        try (RawSocket socket = RawSocket.from("127.0.0.1", chat.port())) {
            await().atMost(PATIENCE).until(() -> !socket.isHeldByTheServer());
        }
    }

    @Test
    void headThatDrips_ends() throws IOException {
        double before = cut();
        try (SSLSocket socket = connect()) {
            socket.getOutputStream().write("GET /api/health HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                    .until(() -> !hasTaken(socket) || !SystemConnections.isHeld(chat.port(), socket.getLocalPort()));
        }
        assertThat(cut()).isEqualTo(before + 1);
    }

    @Test
    void wholeRequests_areAnswered_meanwhile() throws IOException {
        try (RawSocket drip = RawSocket.from("127.0.0.1", chat.port()); SSLSocket socket = connect()) {
            drip.tryToWrite(HELLO);
            socket.getOutputStream().write(
                    "GET /api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    private SSLSocket connect() throws IOException {
        Socket socket = tls.getSocketFactory().createSocket("127.0.0.1", chat.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return (SSLSocket) socket;
    }

    private static boolean hasTaken(SSLSocket socket) {
        try {
            socket.getOutputStream().write(MORE);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private double cut() {
        return chat.bean(MeterRegistry.class).get("doorstep.connections.cut").tag("reason", "time").functionCounter()
                .count();
    }
}
