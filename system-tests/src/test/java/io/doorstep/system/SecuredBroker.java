package io.doorstep.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.stack.broker.InProcessBroker;
import io.doorstep.testing.machine.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A broker that asks who its clients are, and lets them do what {@code docs/events.md} says they may. */
final class SecuredBroker implements AutoCloseable {
    private static final Path DOCUMENT = Path.of("../docs/events.md");

    private final Path folder = Folders.temporary("doorstep-secured");
    private final InProcessBroker broker;

    SecuredBroker(String... users) {
        StringBuilder logins = new StringBuilder();
        for (String user : users) {
            logins.append(" user_").append(user).append("=\"").append(user).append('"');
        }
        broker = InProcessBroker.start(folder, 0, Map.of("listener.security.protocol.map",
                "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT", "inter.broker.listener.name", "PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN", "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.plaintext.plain.sasl.jaas.config",
                login("admin").replace(";", " user_admin=\"admin\"" + logins + ";"), "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer", "super.users",
                "User:admin;User:ANONYMOUS"));
    }

    private static String login(String user) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user
                + "\" password=\"" + user + "\";";
    }

    /** What a client of this user sets. */
    Map<String, Object> client(String user) {
        return Map.of("bootstrap.servers", broker.bootstrapServers(), "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN", "sasl.jaas.config", login(user));
    }

    /** The same, as settings of a service. */
    String[] settings(String user) {
        return new String[]{"spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "spring.kafka.security.protocol=SASL_PLAINTEXT", "spring.kafka.properties.sasl.mechanism=PLAIN",
                "spring.kafka.properties.sasl.jaas.config=" + login(user)};
    }

    /** Grants what the commands of the document grant, by running them with an {@code acl} that says what it is given. */
    void grantAsDocumented() throws IOException, InterruptedException, ExecutionException {
        String document = Files.readString(DOCUMENT);
        String commands = document.substring(document.indexOf("# chat-service: writes"));
        String script = "acl() { echo \"$@\"; }\n" + commands.substring(0, commands.indexOf("```"));
        Process shell = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
        List<AclBinding> bindings = new ArrayList<>();
        for (String line : new String(shell.getInputStream().readAllBytes(), UTF_8).lines().toList()) {
            bindings.addAll(bindings(line.split(" ", -1)));
        }
        try (Admin admin = Admin.create(client("admin"))) {
            admin.createAcls(bindings).all().get();
        }
    }

    private static List<AclBinding> bindings(String... arguments) {
        String principal = "";
        List<String> operations = new ArrayList<>();
        ResourceType type = ResourceType.CLUSTER;
        String name = Resource.CLUSTER_NAME;
        PatternType pattern = PatternType.LITERAL;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--allow-principal" -> principal = arguments[++i];
                case "--operation" -> operations.add(arguments[++i]);
                case "--cluster" -> type = ResourceType.CLUSTER;
                case "--resource-pattern-type" ->
                    pattern = PatternType.fromString(arguments[++i].toUpperCase(Locale.ROOT));
                case "--topic", "--group", "--transactional-id" -> {
                    type = ResourceType.fromString(arguments[i].substring(2).replace('-', '_'));
                    name = arguments[++i];
                }
                default -> throw new IllegalArgumentException(String.join(" ", arguments));
            }
        }
        ResourcePattern resource = new ResourcePattern(type, name, pattern);
        List<AclBinding> bindings = new ArrayList<>();
        for (String operation : operations) {
            bindings.add(new AclBinding(resource, new AccessControlEntry(principal, "*",
                    AclOperation.valueOf(operation.replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                            .toUpperCase(Locale.ROOT)),
                    AclPermissionType.ALLOW)));
        }
        return bindings;
    }

    @Override
    public void close() {
        broker.close();
        Folders.delete(folder);
    }
}
