package io.doorstep.support.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.support.forwarding.AddressPrefix;
import io.doorstep.support.connections.HttpConnections.Most;
import io.doorstep.support.connections.HttpConnections.Over;
import io.doorstep.support.connections.HttpConnections.Reason;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpConnectionsTests {
    private static final AddressPrefix ONE = new AddressPrefix(32, 1);
    private static final AddressPrefix TWO = new AddressPrefix(32, 2);
    private static final Map<Phase, Long> PATIENCE = Map.of(Phase.IDLE, 10L, Phase.HEAD, 20L, Phase.BODY, 30L,
            Phase.ANSWER, 40L, Phase.ENDING, 50L);
    private static final long HEAD_PATIENCE = 20;

    private final HttpConnections<String> connections = new HttpConnections<>(new Most(4, 2, 3), 0, PATIENCE,
            "proxy"::equals);

    private static List<String> names(List<Over<String>> over) {
        return over.stream().map(Over::connection).toList();
    }

    @Test
    void begin_endsTheOldestOfAClient_whoHasTooMany() {
        assertThat(connections.begin("a", ONE, 0)).isEmpty();
        assertThat(connections.begin("b", TWO, 1)).isEmpty();
        assertThat(connections.begin("c", ONE, 2)).isEmpty();
        assertThat(connections.begin("d", ONE, 3)).containsExactly(new Over<>("a", ONE, Phase.HEAD, Reason.CLIENT));
        assertThat(connections.unfinished()).isEqualTo(3);
    }

    @Test
    void begin_endsTheOldestOfANetwork_thatHasTooMany() {
        connections.begin("other", ONE, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(connections.begin("v6-" + i, ipv6("2001:db8:1:" + i + "::1"), i)).isEmpty();
        }
        AddressPrefix fourth = ipv6("2001:db8:1:ff::1");
        assertThat(connections.begin("v6-3", fourth, 3)).containsExactly(
                new Over<>("v6-0", ipv6("2001:db8:1::"), Phase.HEAD, Reason.NETWORK));
        connections.remove("v6-1");
        assertThat(connections.begin("v6-4", fourth, 4)).isEmpty();
    }

    @Test
    void aNetwork_hasNoShareOfItsOwn_whereItsFactorIsZero() {
        var unbounded = new HttpConnections<String>(new Most(4, 2, 0), 0, PATIENCE, "proxy"::equals);
        for (int i = 0; i < 4; i++) {
            assertThat(unbounded.begin("v6-" + i, ipv6("2001:db8:1:" + i + "::1"), i)).isEmpty();
        }
    }

    private static AddressPrefix ipv6(String address) {
        return AddressPrefix.clientOf(InetAddress.ofLiteral(address));
    }

    @Test
    void begin_ofOneThatIsThere_countsItOnce() {
        connections.begin("a", ONE, 0);
        connections.move("a", Phase.BODY, 1);
        connections.begin("a", ONE, 2);
        assertThat(connections.unfinished()).isOne();
        assertThat(names(connections.overdue(2 + HEAD_PATIENCE))).containsExactly("a");
        assertThat(connections.overdue(1_000)).isEmpty();
    }

    @Test
    void begin_leavesAProxyItsConnections() {
        connections.begin("a", ONE, 0);
        connections.begin("b", ONE, 0);
        assertThat(connections.begin("proxy", ONE, 0)).isEmpty();
    }

    @Test
    void begin_endsIdleOnesFirst_thenTheOldest_whereThereAreTooMany() {
        connections.begin("oldest", new AddressPrefix(32, 3), 0);
        connections.begin("idle", new AddressPrefix(32, 4), 1);
        connections.begin("c", new AddressPrefix(32, 5), 2);
        connections.begin("d", new AddressPrefix(32, 6), 3);
        connections.move("idle", Phase.IDLE, 4);
        assertThat(connections.begin("e", new AddressPrefix(32, 7), 5))
                .containsExactly(new Over<>("idle", new AddressPrefix(32, 4), Phase.IDLE, Reason.TOTAL));
        assertThat(names(connections.begin("f", new AddressPrefix(32, 8), 6))).containsExactly("oldest");
    }

    @Test
    void answersUnderWay_countApartFromHeads() {
        connections.begin("a", ONE, 0);
        connections.begin("b", ONE, 0);
        connections.move("a", Phase.ANSWER, 1);
        connections.move("b", Phase.ANSWER, 1);
        assertThat(connections.begin("c", ONE, 2)).isEmpty();
        assertThat(connections.begin("d", ONE, 2)).isEmpty();
        assertThat(names(connections.move("c", Phase.ANSWER, 3))).containsExactly("a");
    }

    @Test
    void overdue_areThoseWhosePhaseHasLastedTooLong() {
        connections.begin("head", ONE, 0);
        connections.begin("body", TWO, 0);
        connections.move("body", Phase.BODY, 5);
        assertThat(connections.overdue(HEAD_PATIENCE - 1)).isEmpty();
        assertThat(names(connections.overdue(HEAD_PATIENCE))).containsExactly("head");
        assertThat(connections.overdue(34)).isEmpty();
        assertThat(connections.overdue(35)).containsExactly(new Over<>("body", TWO, Phase.BODY, Reason.TIME));
        assertThat(connections.unfinished()).isZero();
    }

    @Test
    void ending_lastsUntilItIsOver_whateverHappensMeanwhile() {
        connections.begin("a", ONE, 0);
        Over<String> over = connections.overdue(HEAD_PATIENCE).getFirst();
        connections.ending(over, 100);
        assertThat(connections.move("a", Phase.ANSWER, 110)).isEmpty();
        assertThat(connections.phase("a")).isEqualTo(Phase.ENDING);
        assertThat(connections.overdue(149)).isEmpty();
        assertThat(names(connections.overdue(150))).containsExactly("a");
    }

    @Test
    void overdue_areThoseTooMany_onceTheyHadTheirGrace() {
        var patient = new HttpConnections<String>(new Most(4, 2, 3), 5, PATIENCE, "proxy"::equals);
        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(patient.begin(name, ONE, 0)).isEmpty();
        }
        assertThat(patient.overdue(4)).isEmpty();
        assertThat(names(patient.overdue(5))).containsExactly("a", "b");
    }

    @Test
    void remove_forgetsAll_alsoOfThoseWhoAreNotThere() {
        connections.begin("a", ONE, 0);
        connections.remove("a");
        connections.remove("a");
        assertThat(connections.move("a", Phase.IDLE, 1)).isEmpty();
        assertThat(connections.unfinished()).isZero();
        assertThat(connections.overdue(1_000)).isEmpty();
    }
}
