package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.socket.RawHttp;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.socket.ServerEnds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Readers of the learner's stream that vanish are an ordinary end. */
@ExtendWith(OutputCaptureExtension.class)
class AbruptStreamEndTests {
    /** As many as there may be at once. */
    private static final int STREAMS = 32;
    private static final String REQUEST = "GET /api/stream HTTP/1.1\r\nHost: x\r\n" + RawHttp.basic("operator:test")
            + "\r\n\r\n";

    @Test
    void readersThatVanish_holdNoStream_andLeaveNothingInTheLog(@TempDir Path data, CapturedOutput output) {
        try (var learner = RunningLearner.start(data, "spring.kafka.bootstrap-servers=127.0.0.1:1",
                "spring.mvc.async.request-timeout=100ms")) {
            int port = learner.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            int before = lines(output);
            for (int round = 0; round < 2; round++) {
                List<RawSocket> readers = IntStream.range(0, STREAMS).mapToObj(_ -> reader(port)).toList();
                try (RawSocket tooMany = new RawSocket(port)) {
                    assertThat(tooMany.ask(REQUEST)).doesNotContain(" 200");
                }
                assertThat(readers.getFirst().endsWithin(1000)).as("no time-out ends a stream").isFalse();
                for (int i = 0; i < STREAMS; i++) {
                    Consumer<RawSocket> end = i % 2 == 0 ? RawSocket::reset : RawSocket::close;
                    end.accept(readers.get(i));
                }
                await().atMost(Duration.ofSeconds(40)).until(() -> ServerEnds.held(readers).isEmpty());
            }
            assertThat(lines(output)).as(output.toString()).isEqualTo(before);
            assertThat(output).doesNotContain("\tat ");
        }
    }

    private static RawSocket reader(int port) {
        return await().atMost(Duration.ofSeconds(40)).until(() -> {
            RawSocket reader = new RawSocket(port);
            if (reader.ask(REQUEST).contains(" 200")) {
                return reader;
            }
            reader.close();
            return null;
        }, Objects::nonNull);
    }

    /** Of warnings and errors but those of Kafka, which is not there. */
    private static int lines(CapturedOutput output) {
        return (int) output.toString().lines().filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .filter(line -> !line.contains("afka")).count();
    }
}
