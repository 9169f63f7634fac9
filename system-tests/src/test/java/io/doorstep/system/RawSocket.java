package io.doorstep.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** A TCP connection that speaks WebSocket only as far as a test wants it to. */
final class RawSocket implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;

    private final Socket socket;
    private final int port;

    RawSocket(int port) {
        try {
            this.port = port;
            this.socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
            socket.setSoTimeout(PATIENCE_MS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends an upgrade request; returns the status line of the answer. */
    String upgrade(String path, String... headerLines) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        return readHead().lines().findFirst().orElse("");
    }

    void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A masked text frame of less than 126 bytes. */
    void writeText(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        var frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(0x80 | payload.length);
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i % 4]);
        }
        write(frame.toByteArray());
    }

    private String readHead() {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Reads one short frame of the server; opcode -1 at the end of the stream. */
    Frame readFrame() {
        int first = read();
        if (first < 0) {
            return new Frame(-1, "", 0);
        }
        int length = read();
        if (length == 126) {
            length = (read() << 8) | read();
        }
        try {
            byte[] payload = socket.getInputStream().readNBytes(length);
            boolean close = (first & 0x0f) == Frame.CLOSE && payload.length >= 2;
            return new Frame(first & 0x0f, new String(payload, StandardCharsets.UTF_8),
                    close ? ((payload[0] & 0xff) << 8) | (payload[1] & 0xff) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param opcode of RFC 6455, section 5.2; -1 at the end of the stream
     * @param closeStatus of a close frame; 0 for others
     */
    record Frame(int opcode, String text, int closeStatus) {
        static final int CLOSE = 8;
    }

    private int read() {
        try {
            InputStream in = socket.getInputStream();
            return in.read();
        } catch (IOException e) {
            return -1;
        }
    }

    /** Reads on to the end of the stream; true where the server ends it within the time. */
    boolean endsWithin(int millis) {
        try {
            socket.setSoTimeout(millis);
            long deadline = System.nanoTime() + millis * 1_000_000L;
            while (System.nanoTime() < deadline) {
                if (socket.getInputStream().read() < 0) {
                    return true;
                }
            }
            return false;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Vanishes without a word: a reset instead of a close. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
