package io.doorstep.stack;

import io.doorstep.stack.broker.InProcessBroker;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import org.springframework.context.ConfigurableApplicationContext;

/** What a person reads once all is up: where to go, and as whom. */
final class Welcome {
    private Welcome() {}

    static void toBroker(InProcessBroker broker, Path data) {
        print("""

                The Kafka broker is up.

                  Kafka        %s
                  Data         %s

                  Ctrl-C stops it.
                """.formatted(broker.bootstrapServers(), data));
    }

    static void toEverything(ConfigurableApplicationContext chat, ConfigurableApplicationContext analytics,
            InProcessBroker broker, OperatorPassword password, Path data) {
        String door = address(chat);
        print("""

                Doorstep is open.

                  Chat         %s/products/11
                  Desk         %s/desk
                  Health       %s/api/health
                  Status       %s/api/debug/websocket-status
                  Learner      %s/api/patterns
                  Kafka        %s
                  Operator     operator, %s
                  Data         %s

                  Ctrl-C stops it.
                """.formatted(door, door, door, door, address(analytics), broker.bootstrapServers(), password, data));
    }

    private static String address(ConfigurableApplicationContext service) {
        return "http://" + host(service.getEnvironment().getProperty("server.address", "")) + ":"
                + service.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** Browsers take {@code localhost} for all that is reachable by it. */
    private static String host(String address) {
        InetAddress listening = InetAddress.ofLiteral(address);
        if (listening.isLoopbackAddress() || listening.isAnyLocalAddress()) {
            return "localhost";
        }
        return listening instanceof Inet6Address ? "[" + address + "]" : address;
    }

    private static void print(String text) {
        System.out.println(text);
        System.out.flush();
    }
}
