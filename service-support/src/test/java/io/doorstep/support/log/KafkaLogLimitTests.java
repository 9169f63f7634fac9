package io.doorstep.support.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaLogLimitTests {
    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    private Logger logger(String name) {
        Logger logger = context.getLogger(name);
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
        new KafkaLogLimit().addTo(context);
        return logger;
    }

    private List<String> written() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void linesOfOneCause_areOne_whateverTheirNumbersAndClients() {
        Logger kafka = logger("org.apache.kafka.clients.NetworkClient");
        for (int i = 0; i < 10_000; i++) {
            kafka.warn("[Producer clientId=producer-" + i % 3 + "] Error while fetching metadata with correlation id "
                    + i + " : {chat.messages=UNKNOWN_TOPIC_OR_PARTITION}");
        }
        kafka.warn("[Producer clientId=producer-1] Bootstrap broker localhost:9092 (id: -1 rack: null) disconnected");
        assertThat(written()).hasSize(2);
        assertThat(written().get(1)).contains("disconnected");
    }

    @Test
    void exceptionsOfOneCause_areOneLine_withoutTheirStackTraces() {
        Logger kafka = logger("org.apache.kafka.streams.processor.internals.StreamThread");
        for (int i = 0; i < 100; i++) {
            kafka.error("stream-thread [app-{}] Error caught: {}", i, "x",
                    new IllegalStateException("what", new IOException("why\n  on two lines")));
        }
        assertThat(written()).containsExactly("stream-thread [app-0] Error caught: x: java.lang.IllegalStateException:"
                + " what, caused by java.io.IOException: why on two lines");
        assertThat(lines.list.getFirst().getThrowableProxy()).isNull();
    }

    @Test
    void stackTraces_areWritten_whereTheLoggerIsAtDebug() {
        Logger kafka = logger("org.apache.kafka.streams.processor.internals.StreamThread");
        kafka.setLevel(Level.DEBUG);
        kafka.error("Error caught", new IllegalStateException("why"));
        assertThat(written()).containsExactly("Error caught");
        assertThat(lines.list.getFirst().getThrowableProxy().getMessage()).isEqualTo("why");
    }

    @Test
    void otherLoggers_areLeftAlone() {
        Logger ours = logger("io.doorstep.chat");
        for (int i = 0; i < 10; i++) {
            ours.warn("line {}", i);
        }
        assertThat(written()).hasSize(10);
    }

    @Test
    void whatIsOff_staysOff() {
        Logger kafka = logger("org.apache.kafka.clients.Metadata");
        kafka.setLevel(Level.ERROR);
        kafka.warn("not asked for");
        kafka.debug("nor this");
        assertThat(written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [Consumer clientId=c-1, groupId=null] Received unknown topic ID error in fetch for partition chat.messages-7 | Received unknown topic ID error in fetch for partition #
            [A] [B] Node 1 disconnected.                                      | Node # disconnected.
            Connection to node -1 (localhost/127.0.0.1:9092) could not be established | Connection to node # (#) could not be established
            Topic id changed from 7hHf_aJ3S0q-Xx1y2z3A4B to Zz9             | Topic id changed from # to #
            """)
    void cause_isALine_withoutWhatVaries(String line, String cause) {
        assertThat(KafkaLogLimit.cause(line)).isEqualTo(cause);
    }
}
