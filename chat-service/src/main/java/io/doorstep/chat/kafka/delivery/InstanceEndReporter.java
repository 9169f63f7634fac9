package io.doorstep.chat.kafka.delivery;

import io.doorstep.chat.kafka.pipeline.RecordPipeline;
import io.doorstep.chat.kafka.spool.LastSequenceFile;
import io.doorstep.chat.kafka.spool.Spool;
import io.doorstep.chat.kafka.spool.SpoolSlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how far the events of sources go that have ended: of those that were killed on this disk, once it can be used,
 * and of this one, when it stops. Of one thread.
 */
final class InstanceEndReporter {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceEndReporter.class);

    private final Spool spool;
    private final SequenceAssigner sequences;
    private final LongSupplier overflowed;
    private final InstantSource clock;
    private @Nullable LastSequenceFile lastSequence;
    private boolean looked;

    /** @param overflowed events that have found no room since the start */
    InstanceEndReporter(Spool spool, SequenceAssigner sequences, LongSupplier overflowed, InstantSource clock) {
        this.spool = spool;
        this.sequences = sequences;
        this.overflowed = overflowed;
        this.clock = clock;
    }

    /** Puts the ends of those that were killed into the spool, behind their events, and begins to note. */
    void lookOnce(RecordPipeline events) {
        SpoolSlot slot = spool.slot();
        if (looked || slot == null || !spool.isWritable()) {
            return;
        }
        looked = true;
        try {
            tell(slot.marks(), events);
            LastSequenceFile made = LastSequenceFile.make(slot.markOf(sequences.source()));
            made.note(sequences.lastEvent());
            lastSequence = made;
        } catch (IOException e) {
            LOG.warn("What is lost when an instance is killed cannot be told: {}", e.toString());
        }
    }

    private void tell(List<Path> marks, RecordPipeline events) throws IOException {
        boolean kept = true;
        for (Path killed : marks) {
            kept &= tell(killed, events);
        }
        if (!marks.isEmpty() && kept && spool.commit()) {
            for (Path told : marks) {
                Files.delete(told);
            }
        }
    }

    /** One that is no number was not written to its end: nothing has been published by then. */
    private boolean tell(Path killed, RecordPipeline events) {
        String source = SpoolSlot.sourceOf(killed);
        try {
            long last = LastSequenceFile.read(killed);
            LOG.info("{} was not stopped: its last event is number {}, and what does not come of it is lost", source,
                    last);
            return events.keep(sequences.endOf(source, last, clock.instant(), overflowed.getAsLong()).record());
        } catch (IOException e) {
            LOG.warn("How far the events of {} go is not known: {}", source, e.toString());
            return true;
        }
    }

    /** Has the number of the latest event outlive the process. */
    void note() {
        LastSequenceFile here = lastSequence;
        if (here != null) {
            here.note(sequences.lastEvent());
        }
    }

    /** The last event of this source. */
    SequenceAssigner.Numbered lastWord() {
        return sequences.lastWord(clock.instant(), overflowed.getAsLong());
    }

    /** @param complete whether Kafka or the disk has all there was, the last event too */
    void close(boolean complete) {
        LastSequenceFile here = lastSequence;
        lastSequence = null;
        if (here == null || !complete) {
            return;
        }
        try {
            here.delete();
        } catch (IOException e) {
            LOG.warn("The next start will hold this one for killed: {}", e.toString());
        }
    }
}
