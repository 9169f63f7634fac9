package io.doorstep.chat.kafka.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.h2.mvstore.Cursor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What instances that run no more have left in the folder of a spool, for that spool to take over. */
record OrphanedSpoolRecovery(Spool spool, Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedSpoolRecovery.class);

    void takeOver() {
        for (int number = 0; spool.isWritable() && number < SpoolSlot.MOST; number++) {
            if (!Files.exists(SpoolSlot.fileOf(folder, number))) {
                continue;
            }
            try {
                Optional<SpoolSlot> left = SpoolSlot.take(folder, number);
                if (left.isPresent()) {
                    try (SpoolSlot its = left.get()) {
                        takeOver(its);
                    }
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("What {} holds is not taken over: {}", SpoolSlot.fileOf(folder, number), e.toString());
            }
        }
    }

    private void takeOver(SpoolSlot left) throws IOException {
        SpoolSlot mine = spool.slot();
        if (mine != null && takeOverRecords(left.file())) {
            mine.adoptMarksOf(left);
        }
    }

    /** False where some are left there. */
    private boolean takeOverRecords(Path from) {
        SpoolFile theirs = SpoolFile.open(from);
        try {
            long taken = 0;
            for (SpoolQueue queue : spool.lines()) {
                Cursor<Long, byte[]> left = theirs.map(queue.name()).cursor(null);
                while (left.hasNext()) {
                    left.next();
                    if (queue.append(left.getValue()) == SpoolQueue.REFUSED) {
                        LOG.warn("What {} holds is not taken over: there is no room for it", from);
                        return false;
                    }
                    taken++;
                }
            }
            if (taken > 0) {
                if (!spool.commit()) {
                    return false;
                }
                spool.lines().forEach(queue -> theirs.map(queue.name()).clear());
                theirs.commit();
                LOG.info("Took over {} events that another instance has left in {}", taken, from);
            }
            return true;
        } finally {
            theirs.close();
        }
    }
}
