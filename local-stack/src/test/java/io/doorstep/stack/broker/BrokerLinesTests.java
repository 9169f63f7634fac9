package io.doorstep.stack.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loggers are named after classes, of which an upgrade or a move may leave none. */
class BrokerLinesTests {
    @ParameterizedTest
    @CsvSource({"kafka.server.BrokerServer, true", "org.apache.kafka.storage.internals.log.UnifiedLog, true",
            "org.apache.kafka.coordinator.common.runtime.CoordinatorRuntime, true",
            "org.apache.kafka.coordinator.group.GroupMetadataManager, true",
            "org.apache.kafka.controller.ReplicationControlManager, true", "io.doorstep.chat.kafka.spool.Spool, true",
            "org.apache.kafka.clients.producer.KafkaProducer, false",
            "io.doorstep.chat.kafka.pipeline.SpoolingLog, false"})
    void whatWritesToTheDisk_isTheBrokerAndTheSpool(String logger, boolean writes) throws ClassNotFoundException {
        Class<?> present = Class.forName(logger, false, getClass().getClassLoader());
        assertThat(BrokerLines.writesToTheDisk(present.getName())).isEqualTo(writes);
    }
}
