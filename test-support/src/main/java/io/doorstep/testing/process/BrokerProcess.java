package io.doorstep.testing.process;

import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.machine.Folders;
import io.doorstep.testing.machine.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A broker of a test's own that can be killed and frozen, since it is a process. Same port and records when it is back. */
public final class BrokerProcess implements KafkaBroker {
    private static final Pattern UP = Pattern.compile("Kafka +127\\.0\\.0\\.1:\\d+");

    private final Path folder = Folders.temporary("doorstep-killed-broker");
    private final int port = Ports.free();
    private StackProcess process;

    public BrokerProcess() throws IOException {
        process = run();
    }

    private StackProcess run() throws IOException {
        StackProcess started = StackProcess.start("broker", "--doorstep.data-dir=" + folder,
                "--doorstep.stack.broker-port=" + port);
        started.awaitOutput(UP);
        return started;
    }

    public void kill() {
        process.close();
    }

    public void restart() throws IOException {
        process = run();
    }

    /** It neither answers nor hangs up. */
    public void freeze() throws IOException, InterruptedException {
        process.signal("STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        process.signal("CONT");
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.close();
        Folders.delete(folder);
    }
}
