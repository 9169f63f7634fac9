package io.doorstep.chat.admission;

import static io.doorstep.chat.Interleavings.explore;
import static io.doorstep.chat.Interleavings.require;
import static io.doorstep.chat.Interleavings.together;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Slots, permits and the budget of rejections under all interleavings of two threads that Lincheck gets to. */
class SlotInterleavingTests {
    private static final Client ANNA = Fixtures.client("192.0.2.1");
    private static final Client BERT = Fixtures.client("192.0.2.2");

    private static Slots.Caps caps(int places, int perClient) {
        return new Slots.Caps(places, places, 9, perClient, 9, Integer.MAX_VALUE);
    }

    private static void requireOneOfTwo(Client one, Client other, Slots.Caps caps) {
        Slots slots = new Slots();
        AtomicInteger taken = new AtomicInteger();
        together(() -> taken.addAndGet(slots.take(one, one.tier(), caps) instanceof Permit ? 1 : 0),
                () -> taken.addAndGet(slots.take(other, other.tier(), caps) instanceof Permit ? 1 : 0));
        require("taken", taken.get(), 1);
        require("sockets", slots.total(), 1);
        require("clients", slots.clients(), 1);
    }

    @Test
    void oneOfTwo_getsTheLastSlotOfThePool() {
        explore(() -> requireOneOfTwo(ANNA, BERT, caps(1, 9)));
    }

    @Test
    void oneOfTwo_getsTheLastSlotOfAClient() {
        explore(() -> requireOneOfTwo(ANNA, ANNA, caps(9, 1)));
    }

    @Test
    void aPermit_isReleasedOnce_byTwo() {
        explore(() -> {
            Slots slots = new Slots();
            AtomicInteger released = new AtomicInteger();
            if (slots.take(ANNA, ANNA.tier(), caps(9, 9)) instanceof Permit permit) {
                permit.keep(released::incrementAndGet);
                together(permit::release, permit::release);
            }
            require("released", released.get(), 1);
            require("sockets", slots.total(), 0);
            require("of the client", slots.of(ClientKey.ofAddress("192.0.2.1")), 0);
        });
    }

    @Test
    void aSlotThatIsReleased_isThereForTheNext_whileAnotherIsTaken() {
        explore(() -> {
            Slots slots = new Slots();
            Slots.Caps caps = caps(2, 2);
            AtomicInteger taken = new AtomicInteger();
            if (slots.take(ANNA, ANNA.tier(), caps) instanceof Permit permit) {
                together(permit::release,
                        () -> taken.addAndGet(slots.take(ANNA, ANNA.tier(), caps) instanceof Permit ? 1 : 0));
            }
            require("taken", taken.get(), 1);
            require("sockets", slots.total(), 1);
            require("room for one more", slots.take(BERT, BERT.tier(), caps) instanceof Permit ? 1 : 0, 1);
            require("and no other", slots.take(BERT, BERT.tier(), caps) instanceof Permit ? 1 : 0, 0);
        });
    }

    @Test
    void eachRejection_isCounted_whenTwoBeginASecond() {
        long second = TimeUnit.SECONDS.toNanos(1);
        explore(() -> {
            ExplanationBudget budget = new ExplanationBudget(2);
            together(() -> budget.explained("a", second), () -> budget.explained("b", second));
            require("left of the budget", budget.isAmple(second) ? 1 : 0, 0);
            require("left of the budget", budget.allows("a", false, second) ? 1 : 0, 0);
        });
    }
}
