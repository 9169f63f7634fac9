package io.doorstep.stack;

import io.doorstep.stack.broker.InProcessBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A look whether the ports are free before anything starts, because who finds one taken later says it badly. */
final class Ports {

    /** A port that somebody is going to listen on: where, who, and the setting that changes it. */
    private record Need(InetSocketAddress address, String who, String setting) {}

    private Ports() {}

    static void requireFree(Command command, StackSettings settings) {
        Need broker = new Need(new InetSocketAddress(InetAddress.ofLiteral(InProcessBroker.HOST),
                settings.brokerPort()), "the Kafka broker",
                StackSettings.BROKER_PORT);
        switch (command) {
            case BROKER -> requireFree(List.of(broker));
            case EVERYTHING -> requireFree(List.of(
                    new Need(new InetSocketAddress(settings.address(), settings.chatPort()), "the chat service",
                            StackSettings.CHAT_PORT),
                    new Need(new InetSocketAddress(settings.address(), settings.analyticsPort()), "the learner",
                            StackSettings.ANALYTICS_PORT),
                    broker));
        }
    }

    private static void requireFree(List<Need> needs) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            needs.forEach(need -> held.add(listen(need)));
        } finally {
            held.forEach(Ports::close);
        }
    }

    private static ServerSocket listen(Need need) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.bind(need.address);
            return socket;
        } catch (IOException e) {
            throw StartRefused.because("Port " + need.address.getPort() + " is taken, and " + need.who
                    + " needs it: free it, or choose another with --" + need.setting + "=PORT (or "
                    + variable(need.setting) + ").", e);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw StartRefused.because("Port " + socket.getLocalPort() + " cannot be let go (" + e + ").", e);
        }
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
    }
}
