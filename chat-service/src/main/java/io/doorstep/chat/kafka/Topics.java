package io.doorstep.chat.kafka;

import io.doorstep.events.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing, with the settings of the contract. */
final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final int SECONDS = 10;

    private final Map<String, Object> adminConfig;

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
            var existing = admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = Arrays.stream(Topic.values())
                    .filter(topic -> !existing.contains(topic.topicName())).map(Topics::newTopic).toList();
            for (var created : admin.createTopics(missing).values().entrySet()) {
                try {
                    created.getValue().get(SECONDS, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    LOG.debug("{} was not created", created.getKey(), e);
                }
            }
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debug("Kafka does not answer at {}", adminConfig.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG), e);
            return false;
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static NewTopic newTopic(Topic topic) {
        return new NewTopic(topic.topicName(), Optional.of(topic.partitions()), Optional.empty())
                .configs(topic.config());
    }
}
