package io.doorstep.testing.socket;

import io.doorstep.testing.machine.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** A TCP connection that sends any bytes as a request and reads the answer, over and over. */
public final class RawHttp implements AutoCloseable {
    private final Socket socket = new Socket();
    private final String host;

    /** @param from an address of the loopback network, such as {@code 127.1.0.1} */
    public RawHttp(int port, String from) {
        try {
            this.host = "127.0.0.1:" + port;
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            socket.setSoTimeout((int) Patience.USUAL.toMillis());
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String basic(String credentials) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** @param head the head as it came, in lower case */
    public record Answer(int status, String head, String body) {
        public Optional<String> header(String name) {
            return head.lines().filter(line -> line.startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip()).findFirst();
        }
    }

    /** @param headerLines those of the request besides its host and the length of its body */
    public Answer send(String method, String target, String body, String... headerLines) {
        byte[] content = body.getBytes(StandardCharsets.ISO_8859_1);
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n");
        for (String line : headerLines) {
            head.append(line).append("\r\n");
        }
        if (content.length > 0) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        try {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeBytes(content);
            socket.getOutputStream().write(bytes.toByteArray());
            return read(method);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer read(String method) throws IOException {
        InputStream in = socket.getInputStream();
        String head = line(in);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head = head + "\n" + line.toLowerCase(Locale.ROOT);
        }
        int status = Integer.parseInt(head.substring(9, 12));
        var answer = new Answer(status, head, "");
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return answer;
        }
        var body = new ByteArrayOutputStream();
        if (answer.header("transfer-encoding").isPresent()) {
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                body.writeBytes(in.readNBytes(size));
                line(in);
            }
            line(in);
        } else {
            body.writeBytes(in.readNBytes(answer.header("content-length").map(Integer::parseInt).orElse(0)));
        }
        return new Answer(status, head, body.toString(StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the server has ended the connection after '" + line + "'");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
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
