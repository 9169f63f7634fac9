package io.doorstep.support.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilterReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaMetersTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            kafka.producer.record.send.total              , NEUTRAL
            kafka.consumer.fetch.manager.records.lag      , NEUTRAL
            kafka.stream.thread.process.total             , NEUTRAL
            kafka.producer.record.send.rate               , DENY
            kafka.producer.node.request.total             , DENY
            kafka.consumer.fetch.manager.records.lag.max  , DENY
            kafka.stream.state.put.total                  , DENY
            kafka.admin.client.request.total              , DENY
            kafka.app.info.start.time.ms                  , DENY
            doorstep.events                               , NEUTRAL
            jvm.memory.used                               , NEUTRAL
            kafkaesque                                    , NEUTRAL
            """)
    void aMeterOfAClient_isKept_whereItIsInTheList(String name, MeterFilterReply reply) {
        var id = new Meter.Id(name, Tags.empty(), null, null, Meter.Type.GAUGE);
        assertThat(new KafkaMeters().accept(id)).isEqualTo(reply);
    }
}
