package io.doorstep.faults;

import io.doorstep.stack.broker.InProcessBroker;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.machine.Folders;
import io.doorstep.testing.machine.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A broker of a test's own at the end of a line that can be made slow: clients reach it there and nowhere else. */
final class SlowBroker implements KafkaBroker {
    private static final int CHUNK = 4096;

    private final Path folder = Folders.temporary("doorstep-slow");
    private final int brokerPort = Ports.free();
    private final ServerSocket line;
    private final InProcessBroker broker;
    private volatile long nanosPerChunk;
    private volatile long nanosPerByte;

    SlowBroker() throws IOException {
        line = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        broker = InProcessBroker.start(folder, brokerPort, Map.of("advertised.listeners",
                "PLAINTEXT://" + bootstrapServers()));
        Thread.ofVirtual().start(this::accept);
    }

    /** From now on, each way of each connection. */
    void slow(Duration perChunk, int bytesPerSecond) {
        nanosPerChunk = perChunk.toNanos();
        nanosPerByte = Duration.ofSeconds(1).toNanos() / bytesPerSecond;
    }

    void fast() {
        nanosPerChunk = 0;
        nanosPerByte = 0;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = line.accept();
                Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), brokerPort);
                Thread.ofVirtual().start(() -> carry(client, server));
                Thread.ofVirtual().start(() -> carry(server, client));
            }
        } catch (IOException _) {
            // The line, or the broker, is closed.
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                LockSupport.parkNanos(nanosPerChunk + read * nanosPerByte);
                out.write(chunk, 0, read);
            }
        } catch (IOException _) {
            // One side has hung up.
        }
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + line.getLocalPort();
    }

    @Override
    public void close() {
        try {
            line.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            broker.close();
            Folders.delete(folder);
        }
    }
}
