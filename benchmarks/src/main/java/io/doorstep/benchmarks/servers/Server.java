package io.doorstep.benchmarks.servers;

import io.doorstep.benchmarks.sockets.NettySockets;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** A server with WebSockets that runs as a process of its own on this machine; killed when it is closed. */
public final class Server implements AutoCloseable {
    private final Operator operator;
    private final String name;
    private final JavaProcess process;
    private final int port;
    private final RunningJvm jvm;

    Server(String name, JavaProcess process, int port) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.operator = new Operator(http(), ServerOptions.PASSWORD);
        this.jvm = RunningJvm.attach(process.pid());
    }

    public String name() {
        return name;
    }

    /** What the operator is answered. */
    public String get(String path) {
        return operator.get(path);
    }

    public Operator operator() {
        return operator;
    }

    public RunningJvm jvm() {
        return jvm;
    }

    /** Bytes of the process that are in memory; 0 where the system does not tell. */
    public long residentMemory() {
        return process.residentMemory();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Bytes that it has printed since it started. */
    public long printedBytes() {
        return process.printedBytes();
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
        return new NettySockets(loop, URI.create("ws://127.0.0.1:" + port), address(),
                client -> "/ws/chat/customer/11/bench-" + client / shared);
    }

    public URI http() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
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
        operator.close();
        jvm.close();
        process.close();
    }
}
