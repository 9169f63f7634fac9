package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.LearnerProcess;
import io.doorstep.testing.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** A learner as a process, a door that publishes to it, and a broker that faults are made on. */
final class LearnerStage implements AutoCloseable {
    static final Duration START = Duration.ofSeconds(60);
    /** From the fault to a window that began after it: 30 s, and more on a machine that has other things to do. */
    static final Duration RECOVERY = Duration.ofSeconds(45);
    /** Something is shown for a minute after it has passed. */
    static final Duration ALL_WELL = Duration.ofSeconds(90);

    private static final String[] SETTINGS = {"doorstep.tuning.window=1s", "doorstep.operator.password=test"};
    private static final String HEALTH = "/actuator/health/details/learner";

    private final StoppableBroker broker;
    private final Path data;
    private final SteadyDoor door;
    private LearnerProcess learner;

    /** Returns once windows are published. */
    LearnerStage(StoppableBroker broker, Path data) throws IOException {
        this.broker = broker;
        this.data = data;
        learner = start(data);
        Topics.configure(broker);
        door = new SteadyDoor(broker, "chat-steady", Duration.ZERO);
        awaitNewWindow(START);
    }

    /** One starts after the other, or each would find its Kafka slow. */
    private LearnerProcess start(Path itsData) throws IOException {
        synchronized (LearnerStage.class) {
            return LearnerProcess.start(itsData, broker, SETTINGS);
        }
    }

    StoppableBroker broker() {
        return broker;
    }

    LearnerProcess learner() {
        return learner;
    }

    SteadyDoor door() {
        return door;
    }

    /** A second learner beside the first, of the same group. */
    LearnerProcess another(Path itsData) throws IOException {
        LearnerProcess another = start(itsData);
        another.awaitAnswerToOperator(HEALTH, "\"RUNNING\"", START);
        return another;
    }

    void kill() {
        learner.close();
    }

    void startAgain() throws IOException {
        learner = start(data);
    }

    /** As {@link #startAgain}, without waiting until all is well. */
    void beginAgain() throws IOException {
        learner = LearnerProcess.begin(data, broker, SETTINGS);
    }

    void delete(List<String> topics) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(topics).all().get();
        }
    }

    void awaitNewWindow(Duration within) {
        SteadyDoor.awaitNewWindow(broker, within);
    }

    void awaitHealth(String part, Duration within) {
        learner.awaitAnswerToOperator(HEALTH, part, within);
    }

    String output() throws IOException {
        return Files.readString(data.resolve("output"));
    }

    /** At most one line of a cause and minute, in a run of few minutes; with a few causes a fault. */
    void requireQuiet(int most) throws IOException {
        List<String> lines = output().lines().filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .toList();
        assertThat(lines).hasSizeLessThan(most);
        Map<String, Long> byCause = lines.stream().collect(Collectors.groupingBy(
                line -> line.substring(Math.min(line.length(), 30)).replaceAll("[\\d]+", "#"), Collectors.counting()));
        assertThat(byCause).allSatisfy((cause, times) -> assertThat(times).as(cause).isLessThanOrEqualTo(4));
    }

    @Override
    public void close() {
        door.close();
        learner.close();
    }
}
