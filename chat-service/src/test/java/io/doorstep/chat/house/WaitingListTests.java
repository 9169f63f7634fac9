package io.doorstep.chat.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.ClientKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingListTests {
    private static final double TEN_PER_SECOND = 10;
    private static final ClientKey A = ClientKey.ofAddress("192.0.2.1");
    private static final ClientKey B = ClientKey.ofAddress("192.0.2.2");
    private static final ClientKey C = ClientKey.ofAddress("192.0.2.3");
    private static final long KEPT_MS = WaitingList.KEPT.toMillis();

    private final WaitingList list = new WaitingList(3, Duration.ofSeconds(5));

    private long ask(ClientKey client, int available, long nowMs) {
        return list.ask(client, available, 10, TEN_PER_SECOND, nowMs);
    }

    @Test
    void whoeverFindsNoPlace_hasAMomentAfterThoseBefore() {
        assertThat(ask(A, 0, 0)).isEqualTo(5000);
        assertThat(ask(B, 0, 0)).isEqualTo(5100);
        assertThat(ask(C, 0, 50)).isEqualTo(5150);
        assertThat(list.size()).isEqualTo(3);
    }

    @Test
    void whoeverComesEarly_gainsNothing() {
        ask(A, 0, 0);
        ask(B, 0, 0);
        assertThat(ask(B, 1, 1000)).isEqualTo(4100);
        assertThat(ask(B, 1, 5099)).isEqualTo(1);
        assertThat(ask(A, 1, 5100)).isZero();
    }

    @Test
    void aNewcomer_waits_whilePlacesAreForThoseWhoWait() {
        ask(A, 0, 0);
        ask(B, 0, 0);
        assertThat(ask(C, 2, 100)).isEqualTo(5100);
    }

    @Test
    void everybodyMayCome_whereThereAreManyTimesThePlacesForAllWhoWait() {
        ask(A, 0, 0);
        ask(B, 0, 0);
        assertThat(ask(C, 4, 100)).isPositive();
        list.took(C);
        assertThat(ask(C, 5, 100)).isZero();
        assertThat(ask(B, 4, 100)).isPositive();
        assertThat(ask(B, 5, 100)).isZero();
    }

    @Test
    void newcomersNeedNotWait_whereManyPlacesAreFree_thoughManyWaitWhoMayNotCome() {
        WaitingList crowded = new WaitingList(100, Duration.ofSeconds(5));
        for (int i = 0; i < 50; i++) {
            crowded.ask(ClientKey.ofAddress("10.0.0." + i), 0, 10, TEN_PER_SECOND, 0);
        }
        assertThat(crowded.ask(A, 9, 10, TEN_PER_SECOND, 100)).isPositive();
        assertThat(crowded.ask(B, 10, 10, TEN_PER_SECOND, 100)).isZero();
        assertThat(crowded.ask(ClientKey.ofAddress("10.0.0.9"), 10, 10, TEN_PER_SECOND, 100)).isPositive();
    }

    @Test
    void aPlace_isKeptForAWhile_andNoLonger() {
        ask(A, 0, 0);
        assertThat(ask(B, 1, 5000 + KEPT_MS)).isPositive();
        assertThat(ask(A, 1, 5000 + KEPT_MS)).isZero();
        assertThat(ask(A, 1, 5001 + KEPT_MS)).as("it came too late, and waits anew").isPositive();
    }

    @Test
    void nobodyIsWaitedFor_whoDoesNotCome() {
        ask(A, 0, 0);
        assertThat(ask(B, 1, 5001 + KEPT_MS)).isZero();
        assertThat(list.isEmpty()).isTrue();
    }

    @Test
    void whoeverCameInTime_andFoundNoPlace_comesAgainSoon_andBeforeNewcomers() {
        ask(A, 0, 0);
        assertThat(ask(A, 0, 5000)).isEqualTo(WaitingList.AGAIN.toMillis());
        assertThat(ask(B, 1, 6000)).isPositive();
        assertThat(ask(A, 1, 7000)).isZero();
        assertThat(list.missed(A, TEN_PER_SECOND, 7000)).isEqualTo(WaitingList.AGAIN.toMillis());
        list.took(A);
        assertThat(list.size()).isEqualTo(1);
    }

    @Test
    void theListIsBounded_inClientsAndInTime() {
        ask(A, 0, 0);
        ask(B, 0, 0);
        ask(C, 0, 0);
        ClientKey d = ClientKey.ofAddress("192.0.2.4");
        assertThat(ask(d, 0, 0)).isEqualTo(WaitingList.LONGEST_WAIT.toMillis());
        assertThat(list.size()).isEqualTo(3);
        WaitingList slow = new WaitingList(1000, Duration.ofSeconds(5));
        for (int i = 0; i < 250; i++) {
            assertThat(slow.ask(ClientKey.ofAddress("10.0.0." + i), 0, 10, 0.1, 0))
                    .isLessThanOrEqualTo(WaitingList.LONGEST_WAIT.toMillis());
        }
        assertThat(slow.size()).isEqualTo(180);
    }

    @Test
    void took_forgetsWhoeverIsIn() {
        ask(A, 0, 0);
        list.took(A);
        list.took(B);
        assertThat(list.isEmpty()).isTrue();
    }
}
