package io.doorstep.chat.house;

import static io.doorstep.chat.Interleavings.explore;
import static io.doorstep.chat.Interleavings.require;
import static io.doorstep.chat.Interleavings.together;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.Tier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Slots and permits under all interleavings of two threads that Lincheck gets to. */
class SlotInterleavingTests {
    private static final Client ANNA = client("192.0.2.1");
    private static final Client BERT = client("192.0.2.2");

    private static Client client(String address) {
        return new Client(ClientKey.ofAddress(address), Tier.ANONYMOUS, null);
    }

    private static House.Caps caps(int places, int perClient) {
        return new House.Caps(places, places, 9, perClient, 9, Integer.MAX_VALUE);
    }

    private static void requireOneOfTwo(Client one, Client other, House.Caps caps) {
        Slots slots = new Slots();
        AtomicInteger taken = new AtomicInteger();
        together(() -> taken.addAndGet(slots.take(one, caps) instanceof Permit ? 1 : 0),
                () -> taken.addAndGet(slots.take(other, caps) instanceof Permit ? 1 : 0));
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
            if (slots.take(ANNA, caps(9, 9)) instanceof Permit permit) {
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
            House.Caps caps = caps(2, 2);
            AtomicInteger taken = new AtomicInteger();
            if (slots.take(ANNA, caps) instanceof Permit permit) {
                together(permit::release,
                        () -> taken.addAndGet(slots.take(ANNA, caps) instanceof Permit ? 1 : 0));
            }
            require("taken", taken.get(), 1);
            require("sockets", slots.total(), 1);
            require("room for one more", slots.take(BERT, caps) instanceof Permit ? 1 : 0, 1);
            require("and no other", slots.take(BERT, caps) instanceof Permit ? 1 : 0, 0);
        });
    }
}
