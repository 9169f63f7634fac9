package io.doorstep.chat.kafka.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.kafka.delivery.SequenceAssigner;
import io.doorstep.chat.kafka.spool.Records;
import io.doorstep.chat.kafka.spool.Spool;
import io.doorstep.chat.kafka.spool.SpoolQueue;
import io.doorstep.events.json.EventDeserializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordPipelineTests {
    private static final long MS = 1_000_000;
    private static final int WINDOW = 10;

    @TempDir
    private Path folder;

    private final MockProducer<String, byte[]> kafka = new MockProducer<>(false, null, new StringSerializer(),
            new ByteArraySerializer());
    private final SequenceAssigner sequences = new SequenceAssigner(new Pseudonyms("test"), "chat-1");
    private final Heard heard = new Heard();
    private long now = 1_000 * MS;
    private Spool spool = new Spool(Path.of("unused"), 0);
    private RecordPipeline pipeline = pipelineOn(spool);

    private static final class Heard implements PipelineListener {
        private int acknowledged;
        private int spooled;
        private long lost;

        @Override
        public void onAcknowledged() {
            acknowledged++;
        }

        @Override
        public void onSpooled(ProducerRecord<String, byte[]> record) {
            spooled++;
        }

        @Override
        public void onLost(long records, @Nullable Exception why) {
            lost += records;
        }
    }

    private RecordPipeline pipelineOn(Spool on) {
        return new RecordPipeline(on, on.events(),
                new DeliveryDecision.Bounds(Duration.ofMillis(1000), WINDOW, Duration.ofMillis(500)),
                400 * MS, heard, () -> now);
    }

    @BeforeEach
    void open() {
        open(1 << 24);
    }

    private void open(long maxBytes) {
        spool.close();
        spool = new Spool(folder, maxBytes);
        spool.open(now);
        pipeline = pipelineOn(spool);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    private void take(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(pipeline.take(sequences.number(Records.outgoing(Records.event(i)), 0).record(), now)).isTrue();
        }
    }

    private void pass(long millis) {
        now += millis * MS;
        pipeline.tick(now, true);
    }

    private void acknowledge(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(kafka.completeNext()).isTrue();
        }
    }

    private List<Long> given() {
        return kafka.history().stream().map(RecordPipelineTests::sequence).toList();
    }

    private List<Long> onDisk() {
        List<Long> found = new ArrayList<>();
        for (SpoolQueue.Entry next = spool.events().after(0); next != null; next = spool.events().after(next.key())) {
            found.add(sequence(next.record()));
        }
        return found;
    }

    private static long sequence(ProducerRecord<String, byte[]> record) {
        return Objects.requireNonNull(
                new EventDeserializer().deserialize(record.topic(), record.headers(), record.value())).sequence();
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void records_goStraightToKafka_whileItAnswers() {
        pipeline.reached(kafka);
        for (int i = 0; i < 100; i++) {
            take(3);
            acknowledge(3);
            pass(1);
        }
        assertThat(given()).isEqualTo(numbers(1, 300));
        assertThat(heard.spooled).isZero();
        assertThat(heard.acknowledged).isEqualTo(300);
    }

    @Test
    void records_goToTheSpool_beforeKafkaIsReached_andInOrderFromThereAfterwards() {
        take(5);
        pass(1);
        assertThat(onDisk()).isEqualTo(numbers(1, 5));
        pipeline.reached(kafka);
        take(1);
        pass(1);
        assertThat(given()).isEqualTo(numbers(1, 6));
        acknowledge(6);
        pass(1);
        assertThat(onDisk()).isEmpty();
        take(1);
        assertThat(given()).endsWith(7L);
        assertThat(heard.spooled).as("the seventh went straight").isEqualTo(6);
    }

    @Test
    void whatIsInFlight_isWrittenDown_whenItHasWaited_andOnlyTheUnacknowledgedIs() {
        pipeline.reached(kafka);
        take(4);
        acknowledge(1);
        pass(399);
        assertThat(onDisk()).isEmpty();
        pass(1);
        assertThat(onDisk()).isEqualTo(numbers(2, 4));
        assertThat(pipeline.inMemory()).isZero();
        take(1);
        assertThat(given()).as("goes on meanwhile").isEqualTo(numbers(1, 5));
        acknowledge(4);
        pass(1);
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void kafkaIsGivenNothing_whileItIsSilent_andEachOnce_inOrder_whenItAnswersAgain() {
        pipeline.reached(kafka);
        take(4);
        pass(1000);
        take(30);
        pass(1000);
        assertThat(given()).isEqualTo(numbers(1, 4));
        assertThat(onDisk()).isEqualTo(numbers(1, 34));
        acknowledge(1);
        take(1);
        pass(1);
        assertThat(given()).as("no more than the window").isEqualTo(numbers(1, 11));
        for (int i = 0; i < 34; i++) {
            acknowledge(1);
            pass(1);
        }
        assertThat(given()).isEqualTo(numbers(1, 35));
        assertThat(onDisk()).isEmpty();
        assertThat(heard.spooled).isEqualTo(35);
        take(1);
        assertThat(heard.spooled).as("straight again").isEqualTo(35);
    }

    @Test
    void recordsGoToTheSpool_whenKafkaIsSlowerThanTheyCome() {
        pipeline.reached(kafka);
        take(25);
        assertThat(given()).isEqualTo(numbers(1, 10));
        assertThat(onDisk()).as("those in flight too, which are older").isEqualTo(numbers(1, 25));
        acknowledge(10);
        pass(1);
        assertThat(given()).isEqualTo(numbers(1, 20));
    }

    @Test
    void aRefusedRecord_goesToTheSpool_andKafkaIsTriedWithOne() {
        pipeline.reached(kafka);
        kafka.sendException = new TimeoutException("no metadata");
        take(3);
        assertThat(onDisk()).isEqualTo(numbers(1, 3));
        pass(499);
        kafka.sendException = null;
        pass(0);
        assertThat(given()).isEmpty();
        pass(1);
        assertThat(given()).isEqualTo(numbers(1, 1));
        pass(600);
        assertThat(given()).isEqualTo(numbers(1, 1));
        acknowledge(1);
        pass(1);
        assertThat(given()).isEqualTo(numbers(1, 3));
        assertThat(heard.lost).isZero();
    }

    @Test
    void aRecordThatKafkaNeverTakes_isCounted_andOthersAreNot() {
        pipeline.reached(kafka);
        take(2);
        kafka.errorNext(new RecordTooLargeException());
        kafka.errorNext(new NetworkException());
        pass(1);
        assertThat(heard.lost).isEqualTo(1);
        assertThat(onDisk()).isEqualTo(numbers(2, 2));
        pass(500);
        assertThat(given()).isEqualTo(List.of(1L, 2L, 2L));
    }

    private static MockProducer<String, byte[]> another() {
        return new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    }

    private static void end(MockProducer<String, byte[]> producer, int records) {
        for (int i = 0; i < records; i++) {
            assertThat(producer.errorNext(new ClusterAuthorizationException("no more"))).isTrue();
        }
    }

    @Test
    void whatAProducerHadThatCameToAnEnd_isGivenToTheNext_inOrder_andNothingElseAgain() {
        pipeline.reached(kafka);
        take(5);
        acknowledge(2);
        end(kafka, 3);
        pass(1);
        assertThat(pipeline.fatalError()).isInstanceOf(ClusterAuthorizationException.class);
        pipeline.disconnected();
        take(2);
        pass(1);
        assertThat(onDisk()).as("those that have failed too").isEqualTo(numbers(3, 7));
        MockProducer<String, byte[]> next = another();
        pipeline.reached(next);
        take(1);
        pass(1);
        assertThat(pipeline.fatalError()).isNull();
        assertThat(next.history()).extracting(RecordPipelineTests::sequence).isEqualTo(numbers(3, 8));
        while (next.completeNext()) {
            pass(1);
        }
        assertThat(onDisk()).isEmpty();
        assertThat(heard.lost).isZero();
        assertThat(heard.acknowledged).isEqualTo(8);
    }

    @Test
    void aProducerThatTakesNothingAnyMore_losesNothing_withoutASpoolEither() {
        open(0);
        pipeline.reached(kafka);
        take(3);
        kafka.sendException = new KafkaException("in an error state", new ProducerFencedException("fenced"));
        ProducerRecord<String, byte[]> fourth = sequences.number(Records.outgoing(Records.event(4)), 0).record();
        assertThat(pipeline.take(fourth, now)).isFalse();
        assertThat(pipeline.fatalError()).hasRootCauseInstanceOf(ProducerFencedException.class);
        pipeline.disconnected();
        end(kafka, 3);
        pass(1);
        MockProducer<String, byte[]> next = another();
        pipeline.reached(next);
        assertThat(pipeline.take(fourth, now)).isTrue();
        assertThat(next.history()).extracting(RecordPipelineTests::sequence).isEqualTo(numbers(1, 4));
        assertThat(heard.lost).isZero();
    }

    @Test
    void whatTheNextProducerDoesNotTake_goesBackToTheSpool_inOrder() {
        pipeline.reached(kafka);
        take(15);
        end(kafka, 10);
        pass(1);
        pipeline.disconnected();
        MockProducer<String, byte[]> next = another();
        next.sendException = new TimeoutException("no metadata");
        pipeline.reached(next);
        take(1);
        next.sendException = null;
        pass(600);
        assertThat(next.completeNext()).isTrue();
        pass(1);
        while (next.completeNext()) {
            pass(1);
        }
        assertThat(next.history()).extracting(RecordPipelineTests::sequence).isEqualTo(numbers(1, 16));
        assertThat(heard.lost).isZero();
    }

    @Test
    void whatAnEarlierRunLeft_goesFirst() {
        take(3);
        pipeline.keep();
        open(1 << 24);
        pipeline.reached(kafka);
        take(1);
        pass(1);
        assertThat(given()).isEqualTo(numbers(1, 4));
    }

    @Test
    void recordsAreLostAndCounted_pastTheCap() {
        open(2000);
        take(10);
        assertThat(heard.lost).isPositive();
        assertThat(heard.lost + heard.spooled).isEqualTo(10);
    }

    @Test
    void aRecordIsNotTaken_whileThereIsNoSpool_andKafkaDoesNotTakeIt() {
        open(0);
        ProducerRecord<String, byte[]> record = Records.record(Records.event(1));
        assertThat(pipeline.take(record, now)).isFalse();
        pipeline.reached(kafka);
        assertThat(pipeline.take(record, now)).isTrue();
        assertThat(heard.lost).isZero();
    }

    @Test
    void whatTheDiskLost_isCounted_andTheRestComesOnce() {
        pipeline.reached(kafka);
        take(4);
        pass(400);
        spool.commit();
        pass(600);
        take(3);
        spool.commit();
        take(2);
        acknowledge(2);
        spool.fail(new IllegalStateException("the disk"));
        assertThat(pipeline.take(Records.record(Records.event(9)), now)).isFalse();
        now += 10_000 * MS;
        spool.recover(now);
        pass(0);
        assertThat(heard.lost).isEqualTo(2);
        acknowledge(2);
        pass(1);
        assertThat(given()).isEqualTo(numbers(1, 7));
        acknowledge(3);
        pass(1);
        assertThat(spool.records()).isZero();
    }
}
