package io.doorstep.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The settings of the stack itself; all others are the services' own.
 *
 * @param dataDir where records, the secret and the services' files live
 * @param brokerPort where Kafka clients connect; 0 = any free port
 * @param chatPort where the chat service listens; 0 = any free port
 * @param analyticsPort where the learner listens; 0 = any free port
 * @param address where both services listen, loopback unless another is set; {@code 0.0.0.0} = everywhere. The broker
 *     is for this machine alone
 * @param secret signs tickets and keys clients; empty = one is made once and kept in the data folder
 * @param operatorPassword of the user {@code operator}; empty = a random one at each start
 */
record StackSettings(Path dataDir, int brokerPort, int chatPort, int analyticsPort, InetAddress address,
        String secret, String operatorPassword) {
    private static final String LOOPBACK = "127.0.0.1";
    static final String DATA_DIR = "doorstep.data-dir";
    static final String BROKER_PORT = "doorstep.stack.broker-port";
    static final String CHAT_PORT = "doorstep.stack.chat-port";
    static final String ANALYTICS_PORT = "doorstep.stack.analytics-port";
    static final String ADDRESS = "doorstep.stack.address";
    static final String SECRET = "doorstep.secret";
    static final String OPERATOR_PASSWORD = "doorstep.operator.password";
    /** All that the stack reads itself. */
    static final List<String> OWN = List.of(DATA_DIR, BROKER_PORT, CHAT_PORT, ANALYTICS_PORT, ADDRESS, SECRET,
            OPERATOR_PASSWORD);

    /** Where Boot looks: arguments, system properties, variables, then {@code application.yaml}. */
    static ConfigurableEnvironment environment(String... arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        ConfigurationPropertySources.attach(environment);
        return environment;
    }

    static StackSettings from(ConfigurableEnvironment environment) {
        return new StackSettings(Path.of(environment.getProperty(DATA_DIR, "data")).toAbsolutePath().normalize(),
                port(environment, BROKER_PORT, 9092), port(environment, CHAT_PORT, 8000),
                port(environment, ANALYTICS_PORT, 8001), address(environment),
                environment.getProperty(SECRET, "").strip(),
                environment.getProperty(OPERATOR_PASSWORD, ""));
    }

    /** The services' own setting says the same. */
    private static InetAddress address(ConfigurableEnvironment environment) {
        String written = environment.getProperty(ADDRESS, environment.getProperty("server.address", LOOPBACK));
        try {
            InetAddress address = InetAddress.getByName(written);
            if (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null
                    || address.isLoopbackAddress()) {
                return address;
            }
        } catch (IOException e) {
            // Not an address: the same sentence serves.
        }
        throw StartRefused.because(ADDRESS + " must be an address of this machine, such as " + LOOPBACK
                + ", or 0.0.0.0 for all of them, not '" + written + "'.", null);
    }

    private static int port(ConfigurableEnvironment environment, String name, int fallback) {
        try {
            int port = environment.getProperty(name, Integer.class, fallback);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (ConversionException e) {
            // Not a number: the same sentence serves.
        }
        throw StartRefused.because(
                name + " must be a port, 1 to 65535, or 0 for any free one, not '" + environment.getProperty(name)
                        + "'.",
                null);
    }
}
