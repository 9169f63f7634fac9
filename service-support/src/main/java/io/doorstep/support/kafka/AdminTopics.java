package io.doorstep.support.kafka;

import io.doorstep.events.Topic;
import io.doorstep.events.topics.EventTopics;
import io.doorstep.events.topics.FoundTopic;
import io.doorstep.events.topics.TopicReport;
import io.doorstep.support.kafka.clients.KafkaClients;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The topics of a broker by way of an admin client. */
record AdminTopics(Admin admin, EventTopics topics) implements KafkaTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static AdminTopics connect(KafkaClients clients) {
        Admin admin = clients.admin(Map.of(
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, Duration.ofSeconds(1).toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis()));
        return new AdminTopics(admin, new EventTopics(admin, PATIENCE));
    }

    @Override
    public Map<Topic, FoundTopic> look(Set<Topic> wanted)
            throws InterruptedException, ExecutionException, TimeoutException {
        return topics.look(wanted);
    }

    @Override
    public Ensured ensure(Set<Topic> wanted) throws InterruptedException, ExecutionException, TimeoutException {
        TopicReport report = topics.ensure(wanted);
        return new Ensured(report.created(), report.missing(), report.complaint());
    }

    @Override
    public void close() {
        KafkaClients.close(admin);
    }
}
