package io.doorstep.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandTests {

    @Test
    void isEverything_whenNoneIsGiven() {
        assertThat(Command.of(List.of())).isEqualTo(Command.EVERYTHING);
    }

    @Test
    void isTheBroker_whenAskedFor() {
        assertThat(Command.of(List.of("broker"))).isEqualTo(Command.BROKER);
    }

    @Test
    void refusesWithStatus2_whenUnknown() {
        assertThatThrownBy(() -> Command.of(List.of("brokre")))
                .isInstanceOfSatisfying(StartRefused.class, e -> assertThat(e.status()).isEqualTo(2))
                .hasMessageContaining("no command 'brokre'");
    }

    @Test
    void refusesWithStatus2_whenASettingCannotBeShared() {
        assertThatThrownBy(() -> Services.requireSharable(Set.of("server.port")))
                .isInstanceOfSatisfying(StartRefused.class, e -> assertThat(e.status()).isEqualTo(2))
                .hasMessageContaining("doorstep.stack.chat-port");
    }
}
