package io.doorstep.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A proxy in front of a shop that forgets its connections on demand: they stay open, and all that is sent on them is lost. */
final class ForgetfulProxy implements AutoCloseable {
    private static final int CHUNK = 8192;

    private final ServerSocket door;
    private final int shopPort;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    private record Connection(Socket client, Socket server, AtomicBoolean forgotten) {}

    ForgetfulProxy(Shop shop) {
        try {
            door = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shopPort = shop.port();
        Thread.ofVirtual().start(this::accept);
    }

    /** Forgets all connections that there are; new ones work. */
    void forget() {
        connections.forEach(connection -> connection.forgotten().set(true));
    }

    String url(String path) {
        return "http://127.0.0.1:" + door.getLocalPort() + path;
    }

    ChatWindow open(BrowserContext context) {
        Page page = context.newPage();
        page.navigate(url("/products/11"));
        return new ChatWindow(page);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), shopPort);
                Connection connection = new Connection(client, server, new AtomicBoolean());
                connections.add(connection);
                Thread.ofVirtual().start(() -> carry(connection, client, server));
                Thread.ofVirtual().start(() -> carry(connection, server, client));
            }
        } catch (IOException _) {
            // The proxy, or the shop, is closed.
        }
    }

    private static void carry(Connection connection, Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (!connection.forgotten().get()) {
                    out.write(chunk, 0, read);
                }
            }
        } catch (IOException _) {
            // One side has hung up.
        }
        if (!connection.forgotten().get()) {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It was closed already.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connections.forEach(connection -> {
                end(connection.client());
                end(connection.server());
            });
        }
    }
}
