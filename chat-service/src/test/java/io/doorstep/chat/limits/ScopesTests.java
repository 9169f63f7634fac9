package io.doorstep.chat.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.Hold;
import io.doorstep.events.Lease;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import io.doorstep.events.ScopeLimits;
import io.doorstep.events.Tier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of several scopes at once. The configured ones by default are 50, 30, 5 and 25. */
class ScopesTests {
    private static final Scope AUTHENTICATED = Scope.tier(Tier.AUTHENTICATED);
    private static final Scope GERMANY = Scope.country("DE");
    private static final Scope LAMP = Scope.product("11");

    private final EffectiveLimits limits = limits(List.of(scope(AUTHENTICATED, 200, 100), scope(GERMANY, null, 60),
            scope(LAMP, 70, null), scope(Scope.product("12"), null, null)));

    private static ScopeLimits scope(Scope scope, @Nullable Integer connections, @Nullable Integer messages) {
        return new ScopeLimits(scope, connections == null
                ? messages == null ? Map.of() : Map.of(LimitName.MESSAGE_RATE, messages)
                : messages == null
                        ? Map.of(LimitName.CONNECTION_RATE, connections)
                        : Map.of(LimitName.CONNECTION_RATE, connections, LimitName.MESSAGE_RATE, messages));
    }

    private static EffectiveLimits limits(List<ScopeLimits> scopes) {
        return new EffectiveLimits(ConfiguredLimits.of(Limits.DEFAULTS, scopes), new LimitBounds(1, 1000),
                client -> List.of("old-" + client.value(), "hash-" + client.value()));
    }

    private static Client client(Tier tier, @Nullable String country) {
        return new Client(ClientKey.ofAddress("192.0.2.1"), tier, country);
    }

    private static LimitsRevised revision(Scope scope, long number, int connections, @Nullable Hold hold) {
        return new LimitsRevised(scope, number, 0, Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, connections),
                "learner", "test", List.of(), RevisionKind.RAISED, null, hold);
    }

    private int connections(Client client, String product) {
        return limits.limitsFor(client, product).limits().connectionRate().limit();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # tier        , country, product, connections, messages, scope
            ANONYMOUS     ,        , 10     , 50         , 30      , default
            ANONYMOUS     , FR     , 10     , 50         , 30      , default
            ANONYMOUS     , FR     , 12     , 50         , 30      , default
            AUTHENTICATED , FR     , 10     , 200        , 100     , tier:authenticated
            ANONYMOUS     , DE     , 10     , 50         , 60      , country:DE
            AUTHENTICATED , DE     , 10     , 200        , 60      , country:DE
            ANONYMOUS     , FR     , 11     , 70         , 30      , product:11
            AUTHENTICATED , FR     , 11     , 70         , 100     , product:11
            AUTHENTICATED , DE     , 11     , 70         , 60      , product:11
            RETURNING     , DE     , 11     , 70         , 60      , product:11
            """)
    void limitsFor_takesEachNumber_ofTheMostSpecificScopeThatSetsIt(Tier tier, @Nullable String country,
            String product, int connections, int messages, String scope) {
        ClientLimits found = limits.limitsFor(client(tier, country), product);

        assertThat(found.limits()).isEqualTo(Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, connections)
                .with(LimitName.MESSAGE_RATE, messages));
        assertThat(found.scope()).hasToString(scope);
        assertThat(found.revision()).isZero();
        assertThat(found.candidate()).isNull();
        assertThat(limits.limitsFor(client(tier, country), product)).as("made once").isSameAs(found);
    }

    @Test
    void limitsFor_inheritsWhatADefaultRevisionBrings() {
        limits.apply(revision(Scope.DEFAULT, 3, 61, null));

        assertThat(connections(client(Tier.ANONYMOUS, "DE"), "10")).isEqualTo(61);
        assertThat(limits.limitsFor(client(Tier.ANONYMOUS, "DE"), "10").revision()).isEqualTo(3);
        assertThat(connections(client(Tier.AUTHENTICATED, "DE"), "10")).isEqualTo(200);
    }

    @Test
    void apply_leavesInherited_whatARevisionDidNotMove() {
        limits.apply(revision(Scope.DEFAULT, 3, 61, null));
        limits.apply(revision(GERMANY, 4, 50, null));
        assertThat(connections(client(Tier.ANONYMOUS, "DE"), "10")).as("not moved").isEqualTo(61);
        limits.apply(revision(GERMANY, 5, 55, null));
        assertThat(connections(client(Tier.ANONYMOUS, "DE"), "10")).as("moved").isEqualTo(55);
        limits.apply(revision(GERMANY, 6, 50, Hold.FROZEN));
        assertThat(connections(client(Tier.ANONYMOUS, "DE"), "10")).as("held").isEqualTo(50);
    }

    @Test
    void apply_neverGoesBelowWhatTheSettingsGiveAScope_butByALeaseOrAPin() {
        Client authenticated = client(Tier.AUTHENTICATED, null);
        assertThat(limits.apply(revision(AUTHENTICATED, 1, 150, null))).isInstanceOfSatisfying(
                EffectiveLimits.Revision.Applied.class, applied -> assertThat(applied.clamped()).isTrue());
        assertThat(connections(authenticated, "10")).isEqualTo(200);
        limits.apply(revision(AUTHENTICATED, 2, 300, null));
        assertThat(connections(authenticated, "10")).isEqualTo(300);
        limits.apply(revision(AUTHENTICATED, 3, 150, null).withLease(Lease.from(0, 1000)));
        assertThat(connections(authenticated, "10")).as("leased").isEqualTo(150);
        limits.lapse(3000);
        assertThat(connections(authenticated, "10")).as("lapsed").isEqualTo(200);
        limits.apply(revision(AUTHENTICATED, 4, 20, Hold.PINNED));
        assertThat(connections(authenticated, "10")).as("pinned").isEqualTo(20);
    }

    @Test
    void limitsFor_prefersTheClientsOwn_underAnyOfItsNames() {
        limits.apply(revision(new Scope("client:hash-ip:192.0.2.1"), 1, 7, Hold.PINNED));

        assertThat(connections(client(Tier.AUTHENTICATED, "DE"), "11")).isEqualTo(7);
        assertThat(connections(new Client(ClientKey.ofAddress("192.0.2.2"), Tier.AUTHENTICATED, "DE"), "11"))
                .isEqualTo(70);
    }

    @Test
    void aCandidate_isThatOfTheScopeEachNumberComesFrom() {
        Limits tried = Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, 20).with(LimitName.MESSAGE_RATE, 10);
        limits.apply(new LimitsRevised(Scope.DEFAULT, 1, 0, Limits.DEFAULTS, "learner", "test", List.of(),
                RevisionKind.TRIED, tried, null));

        assertThat(limits.limitsFor(client(Tier.ANONYMOUS, "DE"), "10").candidate())
                .isEqualTo(Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, 20).with(LimitName.MESSAGE_RATE, 60));
        assertThat(limits.limitsFor(client(Tier.AUTHENTICATED, "DE"), "10").candidate()).isNull();
    }

    @Test
    void anOperatorsNumbers_holdInAllScopes() {
        limits.override(new OverrideCommand.SetLimits(all -> all.with(LimitName.CONNECTION_RATE, 9)),
                new SetBy("olga", Instant.EPOCH));

        for (Tier tier : Tier.values()) {
            for (String country : Arrays.asList(null, "DE", "FR")) {
                for (String product : List.of("10", "11")) {
                    assertThat(limits.limitsFor(client(tier, country), product).limits())
                            .isEqualTo(Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, 9));
                }
            }
        }
    }

    @Test
    void sourceOf_saysWhoSetTheNumber() {
        Client german = client(Tier.AUTHENTICATED, "DE");
        limits.apply(revision(AUTHENTICATED, 4, 300, null));
        limits.apply(revision(LAMP, 5, 70, null));
        limits.apply(revision(Scope.product("13"), 6, 80, Hold.PINNED));

        assertThat(limits.sourceOf(LimitName.CONNECTION_RATE, german, null))
                .isEqualTo(new NumberSource(AUTHENTICATED, NumberSource.Kind.LEARNED, 4, null));
        assertThat(limits.sourceOf(LimitName.MESSAGE_RATE, german, null))
                .isEqualTo(new NumberSource(GERMANY, NumberSource.Kind.CONFIGURED, 0, null));
        assertThat(limits.sourceOf(LimitName.SESSION_CREATION, german, "11"))
                .isEqualTo(new NumberSource(Scope.DEFAULT, NumberSource.Kind.CONFIGURED, 0, null));
        assertThat(limits.sourceOf(LimitName.CONNECTION_RATE, german, "11"))
                .isEqualTo(new NumberSource(LAMP, NumberSource.Kind.CONFIGURED, 0, null));
        assertThat(limits.sourceOf(LimitName.CONNECTION_RATE, german, "13"))
                .isEqualTo(new NumberSource(Scope.product("13"), NumberSource.Kind.BY_HAND, 6, null));
        limits.override(new OverrideCommand.SetLimits(all -> all), new SetBy("olga", Instant.EPOCH));
        assertThat(limits.sourceOf(LimitName.CONNECTION_RATE, german, "13"))
                .isEqualTo(new NumberSource(null, NumberSource.Kind.BY_HAND, 0, "olga"));
    }
}
