package io.doorstep.system;

import io.doorstep.stack.broker.InProcessBroker;
import io.doorstep.testing.machine.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A broker that speaks TLS and SCRAM alone, to clients that are set up as {@code docs/events.md} shows. */
final class TlsBroker implements AutoCloseable {
    private static final Path DOCUMENT = Path.of("../docs/events.md");
    private static final String PASSWORD = Keys.PASSWORD;
    private static final String ADMIN = "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"admin\" password=\"admin\"";

    private final Path folder = Folders.temporary("doorstep-tls");
    private final Path trusted = folder.resolve("trusted.p12");
    private final InProcessBroker broker;

    /** @param user the one that the document shows */
    TlsBroker(String user) throws IOException, InterruptedException, ExecutionException {
        Path key = folder.resolve("key.p12");
        Path certificate = folder.resolve("certificate.pem");
        Keys.ofLoopback(key, "broker");
        Keys.keytool("-exportcert", "-rfc", "-alias", "broker", "-keystore", key.toString(), "-file",
                certificate.toString());
        Keys.keytool("-importcert", "-noprompt", "-alias", "broker", "-keystore", trusted.toString(), "-file",
                certificate.toString());
        broker = InProcessBroker.start(folder.resolve("broker"), 0, Map.of("listener.security.protocol.map",
                "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT", "inter.broker.listener.name", "PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512", "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.plaintext.plain.sasl.jaas.config", ADMIN + " user_admin=\"admin\";",
                "listener.name.plaintext.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;", "ssl.keystore.location",
                key.toString(), "ssl.keystore.password", PASSWORD, "ssl.truststore.location",
                trusted.toString(), "ssl.truststore.password", PASSWORD));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers(), "security.protocol",
                "SASL_SSL", "sasl.mechanism", "PLAIN", "sasl.jaas.config", ADMIN + ";", "ssl.truststore.location",
                trusted.toString(), "ssl.truststore.password", PASSWORD))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user,
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD))).all().get();
        }
    }

    /** Settings of a service: the file that the document shows, with the names of this machine. */
    String[] settings() throws IOException {
        String document = Files.readString(DOCUMENT);
        String yaml = document.substring(document.indexOf("spring:\n  kafka:"));
        Path file = folder.resolve("kafka.yaml");
        Files.writeString(file, yaml.substring(0, yaml.indexOf("```")).replace("/etc/doorstep/kafka.p12",
                trusted.toString()));
        return new String[]{"spring.config.additional-location=file:" + file,
                "spring.kafka.bootstrap-servers=" + broker.bootstrapServers(), "KAFKA_TRUSTSTORE_PASSWORD=" + PASSWORD,
                "KAFKA_PASSWORD=" + PASSWORD};
    }

    @Override
    public void close() {
        broker.close();
        Folders.delete(folder);
    }
}
