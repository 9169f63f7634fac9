package io.doorstep.chat.claims;

import static io.doorstep.chat.Interleavings.explore;
import static io.doorstep.chat.Interleavings.require;
import static io.doorstep.chat.Interleavings.together;

import io.doorstep.events.RateLimit;
import io.doorstep.events.claims.ClaimRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The claims of one instance under all interleavings of two threads that Lincheck gets to. */
class ClaimsInterleavingTests {
    private static final String ANNA = "anna";
    private static final Terms ONE = Terms.ofConnection(new RateLimit(1, 60_000), false, 9);
    private static final Terms TWO = Terms.ofConnection(new RateLimit(2, 60_000), false, 9);

    /** One instance beside another, and the log of both, whose records come back when they are asked for. */
    private static final class Door {
        private final List<Written> log = new ArrayList<>();
        private long nowMs = 1_000_000;
        private int readUpTo;
        final Claims claims = new Claims("here", 1, 10, this::write, () -> nowMs, Runnable::run);

        private record Written(@Nullable String key, ClaimRecord record) {}

        private void write(int partition, @Nullable String key, ClaimRecord record, boolean isUrgent) {
            synchronized (log) {
                log.add(new Written(key, record));
            }
        }

        /** Knows that it is not alone. */
        Door besideAnother() {
            claims.tick();
            claims.read(0, null, new ClaimRecord.Alive("there", 1), nowMs);
            readBack();
            return this;
        }

        void readBack() {
            for (Written next = next(); next != null; next = next()) {
                claims.read(0, next.key(), next.record(), nowMs);
            }
        }

        private @Nullable Written next() {
            synchronized (log) {
                return readUpTo < log.size() ? log.get(readUpTo++) : null;
            }
        }

        void waitTooLong() {
            nowMs += OwnRecords.PATIENCE_MS;
        }
    }

    private static int admitted(Answer answer) {
        return answer instanceof Answer.Admitted ? 1 : 0;
    }

    @Test
    void oneOfTwo_getsTheOnlyPlace() {
        explore(() -> {
            Door door = new Door().besideAnother();
            AtomicInteger admitted = new AtomicInteger();
            Runnable attempt = () -> admitted.addAndGet(admitted(door.claims.attempt(ANNA, ONE,
                    answer -> admitted.addAndGet(admitted(answer)))));
            together(attempt, attempt);
            door.readBack();
            require("admitted", admitted.get(), 1);
            require("slots", door.claims.slots(ANNA), 1);
        });
    }

    @Test
    void anAnswer_isGivenOnce_whereTheLogAndTheEndOfPatienceMeet() {
        explore(() -> {
            Door door = new Door().besideAnother();
            door.claims.attempt(ANNA, TWO, _ -> {});
            door.readBack();
            AtomicInteger answers = new AtomicInteger();
            door.claims.attempt(ANNA, TWO, _ -> answers.incrementAndGet());
            door.waitTooLong();
            together(door::readBack, door.claims::tick);
            require("answers", answers.get(), 1);
            require("slots", door.claims.slots(ANNA), 2);
        });
    }

    @Test
    void aPlace_isReleasedOnce_byTwo() {
        explore(() -> {
            Door door = new Door().besideAnother();
            if (door.claims.attempt(ANNA, TWO, _ -> {}) instanceof Answer.Admitted admitted) {
                together(() -> door.claims.release(admitted.place()), () -> door.claims.release(admitted.place()));
            }
            door.readBack();
            require("released", door.log.stream()
                    .filter(written -> written.record() instanceof ClaimRecord.Released).count(), 1);
            require("slots", door.claims.slots(ANNA), 0);
        });
    }

    @Test
    void aPlaceThatIsReleased_whileTheLogAnswers_isFree() {
        explore(() -> {
            Door door = new Door().besideAnother();
            door.claims.attempt(ANNA, TWO, _ -> {});
            door.readBack();
            if (door.claims.attempt(ANNA, TWO, _ -> {}) instanceof Answer.Waiting waiting) {
                together(door::readBack, () -> door.claims.release(waiting.place()));
            }
            door.readBack();
            require("slots", door.claims.slots(ANNA), 1);
        });
    }
}
