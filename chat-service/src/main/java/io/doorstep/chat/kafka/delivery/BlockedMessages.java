package io.doorstep.chat.kafka.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Messages behind a record that can neither be sent nor written down: they pass it by where they can, and else their
 * senders get an answer. Of one thread.
 */
final class BlockedMessages {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EventOutbox outbox;
    private final RecordPipelines pipelines;
    private final Function<PendingEvent, SequenceAssigner.@Nullable Numbered> numbering;
    private boolean held;
    private boolean closed;
    private long sinceNanos;

    BlockedMessages(EventOutbox outbox, RecordPipelines pipelines,
            Function<PendingEvent, SequenceAssigner.@Nullable Numbered> numbering) {
        this.outbox = outbox;
        this.pipelines = pipelines;
        this.numbering = numbering;
    }

    /**
     * A record is in the way.
     *
     * @param isMessage whether it is one itself: none passes another
     * @param batch what is behind it, besides the outbox
     * @return whether messages are to be given up now
     */
    boolean areHeldUp(boolean isMessage, ArrayDeque<PendingEvent> batch, long nowNanos) {
        sinceNanos = held ? sinceNanos : nowNanos;
        held = true;
        boolean takes = !isMessage && pipelines.takeMessages(nowNanos);
        boolean givesUp = !takes && nowNanos - sinceNanos >= PATIENCE_NANOS;
        if (takes || (givesUp && !closed)) {
            messages(batch).forEach(message -> handOver(message, nowNanos));
        }
        close(givesUp);
        return givesUp;
    }

    private List<PendingEvent> messages(ArrayDeque<PendingEvent> batch) {
        List<PendingEvent> messages = new ArrayList<>();
        batch.removeIf(outgoing -> outgoing.message() != null && messages.add(outgoing));
        messages.addAll(outbox.removeMessages());
        return messages;
    }

    private void handOver(PendingEvent message, long nowNanos) {
        SequenceAssigner.Numbered numbered = numbering.apply(message);
        if (numbered != null && !pipelines.take(numbered, nowNanos)) {
            pipelines.lose(numbered);
        }
    }

    /** Nothing is in the way. */
    void areReleased(long nowNanos) {
        held = false;
        close(closed && !pipelines.takeMessages(nowNanos));
    }

    private void close(boolean now) {
        if (closed != now) {
            closed = now;
            outbox.takeMessages(!now);
        }
    }
}
