package io.doorstep.chat.limiter;

import static io.doorstep.chat.Interleavings.explore;
import static io.doorstep.chat.Interleavings.require;
import static io.doorstep.chat.Interleavings.together;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.Limiters.Subject;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The limiters under all interleavings of two threads that Lincheck gets to, instead of those that happen. */
class LimiterInterleavingTests {
    private static final long WINDOW_MS = 1000;
    private static final RateLimit ONE = new RateLimit(1, WINDOW_MS);
    private static final RateLimit TWO = new RateLimit(2, WINDOW_MS);
    private static final Subject SUBJECT = Subject.of(ClientKey.ofAddress("192.0.2.1"));

    private static boolean take(Limiters limiters, RateLimit limit) {
        return limiters.tryAcquire(LimitName.CONNECTION_RATE, SUBJECT, limit) instanceof Acquisition.Granted;
    }

    private static int takenByTwo(Limiters limiters, RateLimit limit) {
        AtomicInteger granted = new AtomicInteger();
        Runnable taking = () -> granted.addAndGet(take(limiters, limit) ? 1 : 0);
        together(taking, taking);
        return granted.get();
    }

    @Test
    void oneOfTwo_isGranted_theOnlyPermitOfANewcomer() {
        explore(() -> require("granted", takenByTwo(new Limiters(LimiterFactory.slidingWindow(() -> 1), 4), ONE), 1));
    }

    @Test
    void oneOfTwo_isGranted_theOnlyPermitOfAChangedWindow_ofAFixedCycle() {
        explore(() -> {
            var limiters = new Limiters(LimiterFactory.fixedCycle(), 4);
            take(limiters, new RateLimit(1, 500_000));
            require("granted", takenByTwo(limiters, new RateLimit(1, 1_000_000)), 1);
        });
    }

    @Test
    void noPermitIsGrantedTwice_whileIdleLimitersAreLetGo() {
        explore(() -> {
            AtomicLong clock = new AtomicLong(1);
            var limiters = new Limiters(LimiterFactory.slidingWindow(clock::get), 4);
            take(limiters, ONE);
            clock.addAndGet(3 * WINDOW_MS);
            AtomicInteger granted = new AtomicInteger();
            together(() -> granted.addAndGet((take(limiters, ONE) ? 1 : 0) + (take(limiters, ONE) ? 1 : 0)),
                    limiters::sweep);
            require("granted", granted.get(), 1);
            require("limiters", limiters.size(), 1);
        });
    }

    @Test
    void aPermitThatIsTakenBack_isThereAgain_andNoOther() {
        explore(() -> {
            var limiters = new Limiters(LimiterFactory.slidingWindow(() -> 1), 4);
            AtomicInteger granted = new AtomicInteger();
            together(() -> {
                if (limiters.tryAcquire(LimitName.CONNECTION_RATE, SUBJECT,
                        TWO) instanceof Acquisition.Granted permit) {
                    permit.giveBack();
                }
            }, () -> granted.addAndGet(take(limiters, TWO) ? 1 : 0));
            require("granted", granted.get(), 1);
            require("available", limiters.available(LimitName.CONNECTION_RATE, SUBJECT, TWO), 1);
        });
    }

    @Test
    void theirNumber_isThatOfTheLimiters_whenTwoMeetAtTheCap() {
        explore(() -> {
            LimiterCapacity capacity = new LimiterCapacity(1);
            AtomicInteger added = new AtomicInteger();
            Runnable adding = () -> added.addAndGet(capacity.tryAdd() ? 1 : 0);
            together(adding, adding);
            require("added", added.get(), 1);
            require("size", capacity.size(), 1);
        });
    }
}
