package io.doorstep.testing.socket;

import io.doorstep.testing.machine.Patience;
import io.doorstep.testing.machine.SystemConnections;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A TCP connection that speaks WebSocket only as far as a test wants it to. */
public final class RawSocket implements AutoCloseable {
    public static final int TEXT = 0x81;
    public static final int FIRST_TEXT_FRAGMENT = 0x01;
    public static final int CONTINUATION = 0x00;
    public static final int BINARY = 0x82;
    public static final int PING = 0x89;
    public static final int PONG = 0x8a;
    private static final String LOCALHOST = "127.0.0.1";

    private final Socket socket;
    private final int port;
    private String head = "";

    public RawSocket(int port) {
        this(port, LOCALHOST, 0);
    }

    /**
     * @param from an address of the loopback network, such as {@code 127.1.0.1}
     * @param receiveBuffer bytes its kernel takes before the program reads, about; 0: as many as usual
     */
    public RawSocket(int port, String from, int receiveBuffer) {
        try {
            this.port = port;
            this.socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(LOCALHOST), port));
            socket.setSoTimeout((int) Patience.USUAL.toMillis());
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RawSocket from(String address, int port) {
        return new RawSocket(port, address, 0);
    }

    /** Sends an upgrade request; returns the status line of the answer. */
    public String upgrade(String path, String... headerLines) {
        return upgradeAt("127.0.0.1:" + port, path, headerLines);
    }

    /** With a {@code Host} of the test's own. */
    public String upgradeAt(String host, String path, String... headerLines) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        return ask(request.append("\r\n").toString());
    }

    /** Sends a request as it is written, in UTF-8; returns the status line of the answer. */
    public String ask(String request) {
        write(request.getBytes(StandardCharsets.UTF_8));
        return readAnswer();
    }

    /** Reads the head of an answer; returns its status line. */
    public String readAnswer() {
        head = readHead();
        return head.lines().findFirst().orElse("");
    }

    /** Of the latest answer. */
    public Optional<String> header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).trim()).findFirst();
    }

    public void write(byte[] bytes) {
        try {
            writeAsFarAsItGoes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeAsFarAsItGoes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Writes to a server that may have ended the connection; false where it had. */
    public boolean tryToWrite(byte[] bytes) {
        try {
            writeAsFarAsItGoes(bytes);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** A masked text frame of less than 64 KB. */
    public void writeText(String text) {
        write(frame(TEXT, text));
    }

    /** Masked, of less than 64 KB. */
    public static byte[] frame(int firstByte, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        var frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i % 4]);
        }
        return frame.toByteArray();
    }

    /** So many of the same frame, for one write. */
    public static byte[] frames(int count, int firstByte, String text) {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.writeBytes(frame(firstByte, text));
        }
        return all.toByteArray();
    }

    private String readHead() {
        StringBuilder read = new StringBuilder();
        while (read.indexOf("\r\n\r\n") < 0) {
            int next = read();
            if (next < 0) {
                break;
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** Reads the body that the latest answer's head tells of. */
    public String readBody() {
        try {
            int length = Integer.parseInt(header("Content-Length").orElseThrow());
            return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads on to the end of the stream. */
    public String readRest() {
        StringBuilder read = new StringBuilder();
        for (int next = read(); next >= 0; next = read()) {
            read.append((char) next);
        }
        return read.toString();
    }

    /** Reads one short frame of the server; opcode -1 at the end of the stream. */
    public Frame readFrame() {
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

    /** Passes over what comes before a frame with this text in it, or before the end of the stream. */
    public Frame readUntil(String text) {
        Frame frame = readFrame();
        while (frame.opcode() >= 0 && !frame.text().contains(text)) {
            frame = readFrame();
        }
        return frame;
    }

    /** Passes over what comes before the close frame, or before the end of the stream. */
    public Frame readClose() {
        Frame frame = readFrame();
        while (frame.opcode() >= 0 && frame.opcode() != Frame.CLOSE) {
            frame = readFrame();
        }
        return frame;
    }

    /**
     * @param opcode of RFC 6455, section 5.2; -1 at the end of the stream
     * @param closeStatus of a close frame; 0 for others
     */
    public record Frame(int opcode, String text, int closeStatus) {
        public static final int CLOSE = 8;
    }

    private int read() {
        try {
            InputStream in = socket.getInputStream();
            return in.read();
        } catch (IOException e) {
            return -1;
        }
    }

    /**
     * Whether the server, on this machine, has not closed its end. Where the system has no table that tells, whether it takes
     * one more frame: an answer that can be late, since a reset finds no ear in a peer whose receive buffer is full, and
     * that hears of it with its own next retransmission.
     */
    public boolean isHeldByTheServer() {
        return SystemConnections.areKnown()
                ? SystemConnections.isHeld(port, socket.getLocalPort())
                : tryToWrite(frame(PONG, ""));
    }

    int serverPort() {
        return port;
    }

    int localPort() {
        return socket.getLocalPort();
    }

    /** Reads on to the end of the stream; true where the server ends it within the time. */
    public boolean endsWithin(int millis) {
        try {
            long deadline = System.nanoTime() + millis * 1_000_000L;
            for (long left = millis; left > 0; left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
                socket.setSoTimeout((int) left);
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
    public void reset() {
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
