package io.doorstep.stack.broker;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real single-node Apache Kafka broker inside this JVM, reachable from this machine only. Its records live in a folder
 * and are there again when a broker is started on the same folder; one folder serves one broker at a time.
 */
public final class InProcessBroker implements AutoCloseable {
    public static final String HOST = "127.0.0.1";
    private static final int NODE_ID = 1;

    static {
        KafkaExit.guard();
    }

    private final KafkaRaftServer server;
    private final int port;

    private InProcessBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker and returns once it serves.
     *
     * @param folder where records live; made if absent
     * @param port where clients connect; 0 for any free one
     */
    public static InProcessBroker start(Path folder, int port) {
        return start(folder, port, Map.of());
    }

    /** @param more settings of the broker, which go before its own */
    public static InProcessBroker start(Path folder, int port, Map<String, String> more) {
        int controllerPort;
        int brokerPort;
        try (ServerSocket broker = listen(port); ServerSocket controller = listen(0)) {
            brokerPort = broker.getLocalPort();
            controllerPort = controller.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("the broker cannot listen on port " + port + ": " + e.getMessage(), e);
        }
        return start(folder, brokerPort, controllerPort, more);
    }

    private static InProcessBroker start(Path folder, int port, int controllerPort, Map<String, String> more) {
        format(folder);
        Properties properties = properties(folder, port, controllerPort);
        properties.putAll(more);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException | Error e) {
            server.shutdown();
            server.awaitShutdown();
            throw e;
        }
        return new InProcessBroker(server, port);
    }

    public int port() {
        return port;
    }

    /** What clients set as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Stops the broker; its port is free and its folder complete when this returns. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.ofLiteral(HOST));
    }

    private static void format(Path folder) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(folder);
            new Formatter()
                    .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setMetadataLogDirectory(folder.toString())
                    .setDirectories(List.of(folder.toString()))
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("the broker cannot use the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Properties properties(Path folder, int port, int controllerPort) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", String.valueOf(NODE_ID));
        p.setProperty("listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        p.setProperty("log.dirs", folder.toAbsolutePath().toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        // A broker that was killed is let in again only once its last session is over.
        p.setProperty("broker.session.timeout.ms", "3000");
        p.setProperty("broker.heartbeat.interval.ms", "500");
        alone(p);
        small(p);
        return p;
    }

    /** Nothing waits for a second replica. */
    private static void alone(Properties p) {
        p.setProperty("default.replication.factor", "1");
        p.setProperty("min.insync.replicas", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
    }

    /** Threads and memory for one machine's worth of clients instead of a cluster's. */
    private static void small(Properties p) {
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("background.threads", "2");
        p.setProperty("group.coordinator.threads", "1");
        p.setProperty("share.coordinator.threads", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.num.partitions", "4");
        p.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        p.setProperty("log.segment.bytes", String.valueOf(64 << 20));
        p.setProperty("log.index.size.max.bytes", String.valueOf(256 << 10));
    }
}
