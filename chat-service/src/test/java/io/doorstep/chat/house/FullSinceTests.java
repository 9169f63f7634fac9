package io.doorstep.chat.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FullSinceTests {
    private static final long APART_MS = FullSince.APART.toMillis();

    private final FullSince full = new FullSince();

    @Test
    void aHouse_isNotFull_untilSomebodyFindsNoRoom() {
        assertThat(full.at(5)).isNull();
    }

    @Test
    void itIsFull_sinceTheFirstOfASeries() {
        full.on(1000);
        full.on(1000 + APART_MS - 1);
        full.on(1000 + 2 * APART_MS - 2);
        assertThat(full.at(1000 + 3 * APART_MS - 3)).isEqualTo(1000);
        assertThat(full.at(1000 + 3 * APART_MS - 2)).isNull();
    }

    @Test
    void aNewSeries_beginsAnew() {
        full.on(1000);
        full.on(1000 + APART_MS);
        assertThat(full.at(1000 + APART_MS)).isEqualTo(1000 + APART_MS);
    }
}
