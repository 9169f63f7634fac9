package io.doorstep.testing.service;

import io.doorstep.chat.ChatServiceApplication;
import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.machine.Folders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chat service on a free port; where no broker is named, at an address where none listens. */
public final class RunningChat implements AutoCloseable {
    private static final String OPERATOR = "operator";
    private static final String PASSWORD = "test-password";
    /** Of the password, as cheap as bcrypt can be: with the usual one, each service takes a tenth longer to start. */
    private static final String CHEAP_HASH = "$2a$04$abcdefghijklmnopqrstuuobFaEJANklW4I6zZpcLRbXjrME4Qa2m";
    /** Of all services that tests start, where a test says nothing else. */
    public static final String SECRET = "a-secret-of-the-tests-for-whoever-reads";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final Path data;

    private RunningChat(ConfigurableApplicationContext context, Path data) {
        this.context = context;
        this.data = data;
    }

    public static RunningChat with(String... settings) {
        Path data = Folders.temporary("doorstep-chat");
        return new RunningChat(ChatServiceApplication.application().run(arguments(data, settings)), data);
    }

    /** With limiters of the test's own. */
    public static RunningChat with(LimiterFactory limiters, String... settings) {
        return with(LimiterFactory.class, limiters, settings);
    }

    /** With a part of the test's own, which is preferred to the service's. */
    public static <T> RunningChat with(Class<T> type, T part, String... settings) {
        Path data = Folders.temporary("doorstep-chat");
        return new RunningChat(ChatServiceApplication.application()
                .initializers(context -> ((GenericApplicationContext) context).registerBean("ofTheTest", type,
                        () -> part, bean -> bean.setPrimary(true)))
                .run(arguments(data, settings)), data);
    }

    private static String[] arguments(Path data, String... settings) {
        Stream<String> defaults = Stream.of("--server.port=0", "--server.address=127.0.0.1",
                "--doorstep.secret=" + SECRET,
                "--doorstep.socket.drain-grace=0s",
                "--doorstep.events.stop-within=0s", "--doorstep.requests.per-second=0", "--doorstep.data-dir=" + data,
                "--spring.kafka.bootstrap-servers=127.0.0.1:1",
                "--doorstep.limits.bootstrap-within=" + bootstrapWithin(settings),
                "--spring.main.banner-mode=off", "--logging.level.root=warn").filter(
                        given -> Arrays.stream(settings)
                                .noneMatch(setting -> given.startsWith("--" + nameOf(setting))));
        return Stream.concat(Stream.concat(defaults, operator(settings)),
                Arrays.stream(settings).map(setting -> "--" + setting)).toArray(String[]::new);
    }

    /** The operator, unless a test names users or a password of its own. */
    private static Stream<String> operator(String... settings) {
        return Arrays.stream(settings).anyMatch(setting -> setting.startsWith("doorstep.users")
                || setting.startsWith("doorstep.operator"))
                        ? Stream.empty()
                        : Stream.of("name=" + OPERATOR, "roles=operator", "password=" + CHEAP_HASH)
                                .map(part -> "--doorstep.users[0]." + part);
    }

    /** Nobody waits for a broker that is not meant to be there. */
    private static String bootstrapWithin(String... settings) {
        return Arrays.stream(settings).anyMatch(setting -> setting.startsWith("spring.kafka.bootstrap-servers="))
                ? "5s"
                : "0s";
    }

    private static String nameOf(String setting) {
        return setting.substring(0, setting.indexOf('=') + 1);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public URI socket(String productId, String sessionId) {
        return URI.create("ws://127.0.0.1:" + port() + "/ws/chat/customer/" + productId + "/" + sessionId);
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    public HttpResponse<String> post(String path, @Nullable String json, String... headers) {
        var request = HttpRequest.newBuilder(uri(path)).POST(json == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(json)).header("Content-Type", "application/json");
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Calls as the operator. */
    public HttpResponse<String> operate(String method, String path, String json) {
        return send(HttpRequest.newBuilder(uri(path)).headers(asOperator()).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String[] asOperator() {
        String credentials = OPERATOR + ":" + PASSWORD;
        return new String[]{"Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))};
    }

    /** The cookies of the operator, who has signed in with the form. */
    public String[] signedIn() {
        try (Person operator = new Person()) {
            operator.signIn(this, OPERATOR, PASSWORD);
            return new String[]{"Cookie", operator.cookies().stream()
                    .map(cookie -> cookie.getName() + "=" + cookie.getValue()).collect(Collectors.joining("; "))};
        }
    }

    /** In a setting, to name the broker. */
    public static String at(KafkaBroker broker) {
        return "spring.kafka.bootstrap-servers=" + broker.bootstrapServers();
    }

    /** Sockets that hold a permit. */
    public int connections() {
        return pool().house().connections();
    }

    /** Can be asked even when the service has stopped. */
    public ConnectionPool pool() {
        return context.getBean(ConnectionPool.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    public JsonNode status() {
        return askAsOperator("/api/debug/websocket-status");
    }

    /** @param name of a meter, as {@code /actuator/metrics} has it, with {@code ?tag=key:value} */
    public double meter(String name) {
        return askAsOperator("/actuator/metrics/" + name).path("measurements").path(0).path("value").doubleValue();
    }

    /** All meters, as Prometheus reads them. */
    public String prometheus() {
        return send(HttpRequest.newBuilder(uri("/actuator/prometheus")).headers(asOperator())).body();
    }

    private JsonNode askAsOperator(String path) {
        return json(send(HttpRequest.newBuilder(uri(path)).headers(asOperator())));
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Override
    public void close() {
        context.close();
        http.close();
        Folders.delete(data);
    }
}
