package io.doorstep.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitsTests {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONNECTIONS_TOTAL")
    void with_changesTheNumberOfOneLimit_andNothingElse(LimitName changed) {
        Limits limits = Limits.DEFAULTS.with(changed, 7);
        for (LimitName name : LimitName.values()) {
            if (name != LimitName.CONNECTIONS_TOTAL) {
                assertThat(limits.get(name)).as(name.name()).isEqualTo(name == changed ? 7 : Limits.DEFAULTS.get(name));
            }
        }
        assertThat(limits.with(changed, Limits.DEFAULTS.get(changed))).isEqualTo(Limits.DEFAULTS);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"CONNECTIONS_TOTAL", "CONNECTIONS_PER_CLIENT"})
    void rate_hasTheNumber_andTheWindow(LimitName name) {
        assertThat(Limits.DEFAULTS.rate(name).limit()).isEqualTo(Limits.DEFAULTS.get(name));
        assertThat(Limits.DEFAULTS.with(name, 7).rate(name).windowMs())
                .isEqualTo(Limits.DEFAULTS.rate(name).windowMs());
    }

    @ParameterizedTest
    @EnumSource(names = "CONNECTIONS_TOTAL")
    void whatAnInstanceCarries_isNotAmongThem(LimitName name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Limits.DEFAULTS.get(name));
        assertThatIllegalArgumentException().isThrownBy(() -> Limits.DEFAULTS.rate(name));
        assertThatIllegalArgumentException().isThrownBy(() -> Limits.DEFAULTS.with(name, 7));
    }
}
