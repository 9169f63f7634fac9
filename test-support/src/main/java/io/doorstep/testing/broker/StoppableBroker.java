package io.doorstep.testing.broker;

import io.doorstep.stack.broker.InProcessBroker;
import io.doorstep.testing.machine.Folders;
import io.doorstep.testing.machine.Ports;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A broker of a test's own that can be stopped and started again: same port, same records. Running when the test gets
 * it.
 */
public final class StoppableBroker implements KafkaBroker {
    private final Path folder = Folders.temporary("doorstep-stoppable");
    private final int port = Ports.free();
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
}
