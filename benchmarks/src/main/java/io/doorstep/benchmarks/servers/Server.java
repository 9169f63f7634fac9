package io.doorstep.benchmarks.servers;

import io.doorstep.benchmarks.sockets.NettySockets;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A server with WebSockets that runs as a process of its own on this machine; killed when it is closed. */
public final class Server implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String OPERATOR = "Basic " + Base64.getEncoder()
            .encodeToString(("operator:" + ServerOptions.PASSWORD).getBytes(StandardCharsets.UTF_8));

    private final HttpClient http = HttpClient.newHttpClient();
    private final String name;
    private final JavaProcess process;
    private final int port;
    private final RunningJvm jvm;

    Server(String name, JavaProcess process, int port) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.jvm = RunningJvm.attach(process.pid());
    }

    public String name() {
        return name;
    }

    /** What the operator is answered. */
    public String get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", OPERATOR).timeout(PATIENCE).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public RunningJvm jvm() {
        return jvm;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed lately. */
    public String output() {
        return process.output();
    }

    /**
     * Sockets to it.
     *
     * @param shared clients that are in one conversation
     */
    public NettySockets sockets(EventLoop loop, int shared) {
        return new NettySockets(loop, URI.create("ws://127.0.0.1:" + port),
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port),
                client -> "/ws/chat/customer/11/bench-" + client / shared);
    }

    /** Where a single socket to it connects. */
    public URI socket(String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }

    /** Asks it to end, and waits until it has done what it does at its end. */
    public void stop() {
        process.stop();
    }

    @Override
    public void close() {
        http.close();
        jvm.close();
        process.close();
    }
}
