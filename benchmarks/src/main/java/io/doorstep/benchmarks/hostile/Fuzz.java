package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.soak.Counts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Requests that no client sends, made of others by changing some of their bytes. */
final class Fuzz implements AutoCloseable {
    private static final String UPGRADE = "\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final String PLAIN = "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    private static final List<String> REQUESTS = List.of(
            "GET /ws/chat/customer/11/fuzz HTTP/1.1" + UPGRADE,
            "GET /ws/chat/customer/%2F/%zz?[=| HTTP/1.1" + UPGRADE,
            "GET /ws/chat/customer/../.. HTTP/1.1" + UPGRADE,
            "GET /;x=%zz HTTP/1.1" + PLAIN,
            "GET /products/%00%ff HTTP/1.1" + PLAIN,
            "GET /api/debug/clients/%252e%252e HTTP/1.1" + PLAIN,
            "OPTIONS * HTTP/1.1" + PLAIN,
            "GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + "c".repeat(9000) + "\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 9\r\n\r\nusername=",
            "POST /api/debug/reset-rate-limits HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "zz\r\n");
    private static final int MOST_CHANGES = 4;
    private static final int PATIENCE_MS = 12_000;
    private static final long MOST_PAUSE_MS = 400;

    private final List<InetSocketAddress> services;
    private final String from;
    private final Counts counts;
    private volatile boolean over;

    /** @param workers that send one after the other */
    Fuzz(List<InetSocketAddress> services, String from, int workers, long seed, Counts counts) {
        this.services = services;
        this.from = from;
        this.counts = counts;
        for (int i = 0; i < workers; i++) {
            Random random = new Random(seed + i);
            Thread.ofVirtual().start(() -> work(random));
        }
    }

    private void work(Random random) {
        while (!over) {
            counts.add("fuzz: " + answer(services.get(random.nextInt(services.size())), request(random)));
            try {
                Thread.sleep(Duration.ofMillis(random.nextLong(MOST_PAUSE_MS)));
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private static byte[] request(Random random) {
        byte[] bytes = REQUESTS.get(random.nextInt(REQUESTS.size())).getBytes(StandardCharsets.ISO_8859_1);
        for (int change = random.nextInt(MOST_CHANGES); change > 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    /** The status, or that there was none. */
    private String answer(InetSocketAddress service, byte[] request) {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(service, PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request);
            String head = new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()),
                    StandardCharsets.ISO_8859_1);
            return head.startsWith("HTTP/") ? head.substring(head.indexOf(' ') + 1) : "no answer";
        } catch (IOException _) {
            return "no answer";
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
