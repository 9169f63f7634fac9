package io.doorstep.testing.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * A balancer that sends each request to one of the instances at random, and to another where that one does not take it. It
 * knows nothing of sessions or health, and says who has come in {@code X-Forwarded-For}.
 */
public final class SpreadingProxy implements AutoCloseable {
    private static final String HEAD_END = "\r\n\r\n";
    private static final int LONGEST_HEAD = 65_536;

    private final ServerSocket door;
    private final Set<Integer> instances = new CopyOnWriteArraySet<>();

    public SpreadingProxy() {
        try {
            door = new ServerSocket(0, 1000, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** From now on requests go to this port, too. */
    public void add(int port) {
        instances.add(port);
    }

    /** No more requests go there; those that are under way do. */
    public void remove(int port) {
        instances.remove(port);
    }

    public int port() {
        return door.getLocalPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // The proxy is closed.
        }
    }

    /** One request on each connection: what is kept open would go on to the same instance. */
    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            boolean isUpgrade = head.toLowerCase(Locale.ROOT).contains("\r\nupgrade: websocket");
            String sent = head.substring(0, head.length() - 2) + "X-Forwarded-For: "
                    + client.getInetAddress().getHostAddress() + "\r\n\r\n";
            try (Socket server = anyInstance()) {
                server.getOutputStream().write((isUpgrade ? sent : withoutKeepAlive(sent)).getBytes(ISO_8859_1));
                Thread up = Thread.ofVirtual().start(() -> carry(client, server));
                carry(server, client);
                up.interrupt();
            }
        } catch (IOException _) {
            // One side has hung up.
        }
    }

    private static String withoutKeepAlive(String head) {
        return head.replaceAll("(?i)\r\nconnection: [^\r]*", "").replaceFirst("\r\n", "\r\nConnection: close\r\n");
    }

    private static String head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (bytes.size() < LONGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            bytes.write(next);
            if (next == '\n' && bytes.toString(ISO_8859_1).endsWith(HEAD_END)) {
                return bytes.toString(ISO_8859_1);
            }
        }
        throw new IOException("a head without an end");
    }

    private Socket anyInstance() throws IOException {
        List<Integer> ports = new ArrayList<>(instances);
        Collections.shuffle(ports);
        for (int port : ports) {
            try {
                return new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
            } catch (IOException _) {
                // Another one may.
            }
        }
        throw new IOException("no instance takes it");
    }

    private static void carry(Socket from, Socket to) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[8192];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                out.write(chunk, 0, read);
            }
        } catch (IOException _) {
            // One side has hung up.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
