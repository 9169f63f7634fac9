package io.doorstep.benchmarks.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.benchmarks.sockets.FakeSockets;
import io.doorstep.benchmarks.sockets.Sockets;
import org.junit.jupiter.api.Test;

class IntruderTests {
    private final FakeSockets sockets = new FakeSockets();
    private final Refusals refusals = new Refusals();

    @Test
    void eachAnswerIsCounted_whenIntrudersAreRefused() {
        come().rejected("RATE_LIMIT_EXCEEDED");
        sockets.last().listener.ended(1008);
        come().turnedAway(503);
        come().admitted("c1");
        come().failed("ended without a word");
        assertThat(refusals).hasToString("4 attempts: 1 explained and closed, 1 turned away before the upgrade, "
                + "1 admitted, 1 broken");
    }

    private Sockets.Listener come() {
        new Intruder(refusals, () -> {}).come(sockets, 1);
        return sockets.last().listener;
    }
}
