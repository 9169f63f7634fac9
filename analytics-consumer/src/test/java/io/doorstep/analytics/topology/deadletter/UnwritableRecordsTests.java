package io.doorstep.analytics.topology.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.topology.stream.RecordingListener;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;

class UnwritableRecordsTests {

    @Test
    void whatCannotBeWritten_isPutAside_andTheRestGoesOn() {
        var listener = new RecordingListener();
        var config = new Properties();
        config.putAll(Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "test", StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "nowhere:1", StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, UnwritableRecords.class,
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, "dead", UnreadableRecords.LISTENER,
                listener));
        Serializer<String> picky = (_, value) -> {
            if (value.equals("bad")) {
                throw new SerializationException("not this one");
            }
            return value.getBytes(StandardCharsets.UTF_8);
        };
        var builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String())).to("out",
                Produced.with(Serdes.String(), Serdes.serdeFrom(picky, new StringDeserializer())));
        try (var driver = new TopologyTestDriver(builder.build(), config)) {
            var in = driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer());
            for (String value : new String[]{"good", "bad", "fine"}) {
                in.pipeInput(value.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(driver.createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
                    .readValuesToList()).containsExactly("good", "fine");
            assertThat(driver.createOutputTopic("dead", new StringDeserializer(), new StringDeserializer())
                    .readValuesToList()).containsExactly("bad");
        }
        assertThat(listener.unreadable).isEqualTo(1);
    }
}
