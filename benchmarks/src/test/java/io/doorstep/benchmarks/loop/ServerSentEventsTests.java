package io.doorstep.benchmarks.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerSentEventsTests {
    @Test
    void events_areTold_onceTheyAreWhole() {
        List<String> told = new ArrayList<>();
        ServerSentEvents events = new ServerSentEvents((name, data) -> told.add(name + " " + data));

        """
                :all is well

                id:1
                event:revision
                data:{"revision":1}

                event: window
                data: {"lost":
                data: 0}

                event:revision
                data:{"revision":2}""".lines().forEach(events);

        assertThat(told).containsExactly("revision {\"revision\":1}", "window {\"lost\":0}");
    }
}
