package io.doorstep.analytics.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.analytics.topology.readmodel.EventReplayBuffer.Entry;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventStreamTests {
    private final List<String> sent = new CopyOnWriteArrayList<>();

    private static Entry entry(long id) {
        return new Entry(id, new CommandAnswered("c", Scope.DEFAULT, null, true, 1, "r", "ada"));
    }

    /** Notes what it is sent; blocks, or throws, if told to. */
    private class Reader implements EventStream.Sink {
        private final CountDownLatch reads = new CountDownLatch(1);
        private volatile boolean gone;

        @Override
        public void send(Entry entry) throws IOException {
            await(String.valueOf(entry.id()));
        }

        @Override
        public void beat() throws IOException {
            await("beat");
        }

        private void await(String what) throws IOException {
            if (gone) {
                throw new IOException("gone");
            }
            try {
                reads.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            sent.add(what);
        }

        Reader reading() {
            reads.countDown();
            return this;
        }
    }

    private static Thread run(EventStream stream, Entry... missed) {
        return Thread.ofVirtual().start(() -> stream.run(List.of(missed)));
    }

    @Test
    void stream_sendsWhatWasMissed_thenWhatHappens() throws Exception {
        var stream = new EventStream(new Reader().reading());
        stream.accept(entry(3));
        Thread sender = run(stream, entry(1), entry(2));
        await().until(() -> sent.size() == 4);
        assertThat(sent).containsExactly("beat", "1", "2", "3");
        stream.close();
        assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void stream_beats_whileNothingHappens() throws Exception {
        var stream = new EventStream(new Reader().reading(), Duration.ofMillis(5));
        Thread sender = run(stream);
        await().until(() -> sent.size() >= 3);
        assertThat(sent).containsOnly("beat");
        stream.close();
        assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void slowReader_isDropped_andNobodyWaitsForIt() throws Exception {
        var stream = new EventStream(new Reader());
        Thread sender = run(stream);
        for (int id = 0; id <= EventStream.QUEUE; id++) {
            assertThat(stream.isClosed()).isFalse();
            stream.accept(entry(id));
        }
        assertThat(stream.isClosed()).isTrue();
        assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
        assertThat(sent).isEmpty();
    }

    @Test
    void stream_ends_whenNobodyReads() throws Exception {
        Reader reader = new Reader().reading();
        var stream = new EventStream(reader);
        Thread sender = run(stream);
        await().until(() -> sent.size() == 1);
        reader.gone = true;
        stream.accept(entry(1));
        assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
        assertThat(stream.isClosed()).isTrue();
    }
}
