package io.doorstep.analytics.api.live;

import io.doorstep.analytics.topology.readmodel.EventReplayBuffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One who follows along, with a bounded queue: it ends for one who reads more slowly than things happen, and who may come
 * back for what was missed.
 */
final class EventStream implements Consumer<EventReplayBuffer.Entry> {
    static final int QUEUE = 256;

    private static final Duration BEAT = Duration.ofSeconds(15);

    private final BlockingQueue<EventReplayBuffer.Entry> queue = new LinkedBlockingQueue<>(QUEUE);
    private final Sink sink;
    private final Duration beat;
    private volatile boolean closed;
    private volatile @Nullable Thread sender;

    EventStream(Sink sink) {
        this(sink, BEAT);
    }

    /** @param beat a silence after which there is a sign of life */
    EventStream(Sink sink, Duration beat) {
        this.sink = sink;
        this.beat = beat;
    }

    /** Where the events go. It may block, and throws once nobody is there. */
    interface Sink {
        void send(EventReplayBuffer.Entry entry) throws IOException;

        void beat() throws IOException;
    }

    @Override
    public void accept(EventReplayBuffer.Entry entry) {
        if (!queue.offer(entry)) {
            close();
        }
    }

    /** Sends what happens, until this is closed or nobody reads. */
    void run(List<EventReplayBuffer.Entry> missed) {
        sender = Thread.currentThread();
        if (closed) {
            return;
        }
        try {
            sink.beat();
            for (EventReplayBuffer.Entry entry : missed) {
                sink.send(entry);
            }
            while (!closed) {
                EventReplayBuffer.Entry entry = queue.poll(beat.toMillis(), TimeUnit.MILLISECONDS);
                if (entry == null) {
                    sink.beat();
                } else {
                    sink.send(entry);
                }
            }
        } catch (IOException | IllegalStateException _) {
            // Nobody reads any more.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
        }
    }

    void close() {
        closed = true;
        Thread sending = sender;
        if (sending != null) {
            sending.interrupt();
        }
    }

    boolean isClosed() {
        return closed;
    }
}
