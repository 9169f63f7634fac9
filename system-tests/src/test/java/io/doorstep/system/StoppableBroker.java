package io.doorstep.system;

import io.doorstep.stack.InProcessBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A broker of a test's own that can be stopped and started again: same port, same records. Running when the test gets
 * it.
 */
public final class StoppableBroker implements KafkaBroker {
    private final Path folder = Folders.temporary("doorstep-stoppable");
    private final int port = freePort();
    private @Nullable InProcessBroker running;

    public StoppableBroker() {
        start();
    }

    public void start() {
        if (running == null) {
            running = InProcessBroker.start(folder, port);
        }
    }

    /** The same port, and nothing of what there was: as after the loss of a disk. */
    public void startEmpty() {
        stop();
        Folders.delete(folder);
        start();
    }

    public void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        stop();
        Folders.delete(folder);
    }

    /**
     * Below the ports that systems give to outgoing connections: a client that keeps trying while the broker is away
     * could otherwise be given the broker's port and hold it.
     */
    public static int freePort() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: the next one.
            }
        }
    }
}
