package io.doorstep.benchmarks.servers;

import io.doorstep.benchmarks.bare.Bare;
import io.doorstep.benchmarks.bare.Variant;
import io.doorstep.benchmarks.commands.CommandOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the servers come from and what each of them is given; starts them. */
public final class ServerOptions extends CommandOptions {
    /** Password of the user {@code operator}. */
    static final String PASSWORD = "benchmark";
    /** Of all services that are measured. */
    public static final String SECRET = "the-secret-of-the-services-that-are-measured";
    /** An address where no broker listens. */
    private static final String NOWHERE = "127.0.0.1:1";
    /** Of one look whether a server is ready. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    @Option(names = "--heap", defaultValue = "512m", paramLabel = "SIZE", description = "Heap of each server. Default: ${DEFAULT-VALUE}")
    private String heap = "512m";

    @Option(names = "--without-kafka", description = "Run Doorstep without a broker.")
    private boolean withoutKafka;

    @Option(names = "--project", defaultValue = ".", paramLabel = "FOLDER", description = "Where Doorstep is built. Default: ${DEFAULT-VALUE}")
    private Path project = Path.of(".");

    @Option(names = "--from-class-path", hidden = true, description = "Run Doorstep from this program's class path, which must have it.")
    private boolean fromClassPath;

    /** The broker that {@link #doorstep} is to use; null: none. */
    public @Nullable Broker broker() {
        return withoutKafka ? null : Broker.start(program("local-stack", "io.doorstep.stack.LocalStack"));
    }

    /** For what cannot be measured without one. */
    public Broker requiredBroker() {
        Broker broker = broker();
        if (broker == null) {
            throw wrong("This needs a broker.");
        }
        return broker;
    }

    /** @param settings of the chat service, such as {@code doorstep.pool.max-per-client=5} */
    public Server doorstep(@Nullable Broker broker, String... settings) {
        return doorstep("Doorstep", broker, settings);
    }

    /** @param name what it is called in tables */
    public Server doorstep(String name, @Nullable Broker broker, String... settings) {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap));
        arguments.addAll(program("chat-service", "io.doorstep.chat.ChatServiceApplication"));
        arguments.addAll(List.of("--server.port=" + port,
                "--spring.main.banner-mode=off", "--doorstep.secret=" + SECRET,
                "--doorstep.operator.password=" + PASSWORD, "--spring.kafka.bootstrap-servers="
                        + (broker == null ? NOWHERE : broker.bootstrapServers()),
                broker == null
                        ? "--doorstep.events.spool-max-bytes=0"
                        : "--doorstep.data-dir=" + broker.folder("chat-" + port)));
        Arrays.stream(settings).forEach(setting -> arguments.add("--" + setting));
        String wanted = broker == null ? "\"status\"" : "\"status\":\"UP\"";
        return start(name, arguments, port,
                () -> body("http://127.0.0.1:" + port + "/api/health").contains(wanted));
    }

    /** @param settings of the learner, such as {@code doorstep.tuning.window=1m} */
    public Server learner(Broker broker, String... settings) {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap));
        arguments.addAll(program("analytics-consumer", "io.doorstep.analytics.AnalyticsConsumerApplication"));
        arguments.addAll(List.of("--server.port=" + port, "--spring.main.banner-mode=off",
                "--doorstep.secret=" + SECRET, "--doorstep.operator.password=" + PASSWORD,
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--doorstep.data-dir=" + broker.folder("learner-" + port)));
        Arrays.stream(settings).forEach(setting -> arguments.add("--" + setting));
        return start("The learner", arguments, port,
                () -> body("http://127.0.0.1:" + port + "/actuator/health").contains("\"status\":\"UP\""));
    }

    /** Runs a program of this one's class path until it has said what it is asked for. */
    public MatchResult ask(Class<?> program, Pattern answer, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap,
                "-Dlogback.configurationFile=benchmarks-logback.xml", "-cp", System.getProperty("java.class.path"),
                program.getName()));
        all.addAll(List.of(arguments));
        try (JavaProcess process = JavaProcess.start(program.getSimpleName(), all)) {
            return process.awaitOutput(answer);
        }
    }

    public Server bare(Variant variant) {
        return bare("bare " + variant.words(), variant, "");
    }

    /** Texts go through the broker to all sockets of their path. */
    public Server bare(Variant variant, Broker broker) {
        return bare("bare " + variant.words() + ", and Kafka", variant, broker.bootstrapServers());
    }

    private Server bare(String name, Variant variant, String kafka) {
        int port = freePort();
        return start(name, List.of("-Xms" + heap, "-Xmx" + heap, "-cp", System.getProperty("java.class.path"),
                Bare.class.getName(), "--variant=" + variant, "--port=" + port, "--kafka=" + kafka), port,
                () -> !body("http://127.0.0.1:" + port + "/").isEmpty());
    }

    private static Server start(String name, List<String> arguments, int port, BooleanSupplier ready) {
        JavaProcess process = JavaProcess.start(name, arguments);
        try {
            process.await(ready);
            return new Server(name, process, port);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static String body(String url) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException _) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> program(String module, String mainClass) {
        if (fromClassPath) {
            return List.of("-cp", System.getProperty("java.class.path"), mainClass);
        }
        Path jar = project.resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.exists(jar)) {
            throw wrong("There is no " + jar + "; build it first (./mvnw package -DskipTests).");
        }
        return List.of("-jar", jar.toString());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
