package io.doorstep.chat.kafka;

import io.doorstep.events.Topic;
import io.doorstep.events.topics.EventTopics;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics this service reads and writes: created where they are missing, and looked at where they are there. */
final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<Topic> OURS = EnumSet.of(Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.LIMITS,
            Topic.MESSAGES, Topic.SIGNALS);

    private final Map<String, Object> adminConfig;
    private final AtomicReference<String> complained = new AtomicReference<>("");

    Topics(Map<String, Object> adminConfig) {
        this.adminConfig = adminConfig;
    }

    /** False where Kafka did not answer: to be tried again. */
    boolean ensure() throws InterruptedException {
        Admin admin;
        try {
            admin = Admin.create(adminConfig);
        } catch (KafkaException e) {
            LOG.debug("no admin client", e);
            return false;
        }
        try {
            complainOnce(new EventTopics(admin, PATIENCE).ensure(OURS).complaint().orElse(""));
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debug("Kafka does not answer at {}", adminConfig.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG), e);
            return false;
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private void complainOnce(String complaint) {
        if (!complaint.equals(complained.getAndSet(complaint)) && !complaint.isEmpty()) {
            LOG.warn(complaint);
        }
    }
}
