package io.doorstep.analytics.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.doorstep.analytics.tuning.LimitTuningState;
import io.doorstep.analytics.tuning.Proposal;
import io.doorstep.analytics.tuning.RevisionDraft;
import io.doorstep.analytics.tuning.ScopeTuningState;
import io.doorstep.events.Hold;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.LimitsCommand.Action;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandRulesTests {
    private static final Limits TEN = sockets(10);
    /** Revision 3 put 10 sockets in force, 5 tries 8 beside them; 1 and 4 are of other scopes. */
    private static final Map<Long, RevisionHistory.Past> PAST = Map.of(2L, new RevisionHistory.Past(0, sockets(30)), 3L,
            new RevisionHistory.Past(2, TEN), 5L, new RevisionHistory.Past(3, TEN));
    private static final RevisionHistory HISTORY = PAST::get;

    private static Limits sockets(int number) {
        return Limits.DEFAULTS.withConnectionsPerClient(number);
    }

    private static ScopeState state(@Nullable Hold hold) {
        return new ScopeState(5, TEN, List.of(), ScopeTuningState.from(TEN, Limits.DEFAULTS), sockets(8), hold, null);
    }

    private static LimitsCommand command(@Nullable Action action, Map<LimitName, Integer> numbers) {
        return new LimitsCommand("c1", Scope.DEFAULT, action, numbers, null, null, "ada", "a sale");
    }

    private static LimitsCommand rollBack(@Nullable Long to) {
        return new LimitsCommand("c1", Scope.DEFAULT, Action.ROLL_BACK, Map.of(), to, null, "ada", null);
    }

    private static CommandDecision decide(LimitsCommand command, @Nullable ScopeState state) {
        return CommandRules.decide(command, state, Limits.DEFAULTS, HISTORY, List.of());
    }

    private static RevisionDraft draft(CommandDecision decision) {
        assertThat(decision).isInstanceOf(CommandDecision.Revised.class);
        return ((CommandDecision.Revised) decision).draft();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            -      | PIN       | PINNED   | PINNED
            FROZEN | PIN       | PINNED   | PINNED
            PINNED | PIN       | PINNED   | PINNED
            -      | UNPIN     | refused  | default is not pinned
            FROZEN | UNPIN     | refused  | default is not pinned
            PINNED | UNPIN     | UNPINNED | -
            -      | FREEZE    | FROZEN   | FROZEN
            FROZEN | FREEZE    | is so    | frozen already
            PINNED | FREEZE    | refused  | default is pinned, so nothing moves it; unpin it first
            -      | THAW      | refused  | default is not frozen
            FROZEN | THAW      | THAWED   | -
            PINNED | THAW      | refused  | default is not frozen
            -      | ROLL_BACK | ROLLED_BACK | -
            FROZEN | ROLL_BACK | ROLLED_BACK | FROZEN
            PINNED | ROLL_BACK | ROLLED_BACK | PINNED
            """)
    void command_leadsFromHoldToHold(@Nullable Hold hold, Action action, String outcome, @Nullable String after) {
        Map<LimitName, Integer> numbers = action == Action.PIN
                ? Map.of(LimitName.CONNECTIONS_PER_CLIENT, 7)
                : Map.of();
        switch (decide(command(action, numbers), state(hold))) {
            case CommandDecision.Refused refused -> {
                assertThat(outcome).isEqualTo("refused");
                assertThat(refused.reason()).isEqualTo(after);
            }
            case CommandDecision.Unchanged unchanged -> {
                assertThat(outcome).isEqualTo("is so");
                assertThat(unchanged.reason()).isEqualTo(after);
            }
            case CommandDecision.Noted noted -> fail(noted.reason());
            case CommandDecision.Revised revised -> {
                assertThat(revised.draft().kind()).isEqualTo(RevisionKind.valueOf(outcome));
                assertThat(revised.draft().hold()).isEqualTo(after == null ? null : Hold.valueOf(after));
                assertThat(revised.draft().candidate()).isNull();
                assertThat(revised.draft().author()).isEqualTo("ada");
                assertThat(revised.reason()).endsWith(": a sale");
            }
        }
    }

    @Test
    void pin_setsTheNumbersItNames_andLeavesTheOthers() {
        RevisionDraft draft = draft(decide(command(Action.PIN,
                Map.of(LimitName.MESSAGE_RATE, 12, LimitName.CONNECTION_RATE, 1_000_000)), state(null)));
        assertThat(draft.limits()).isEqualTo(TEN.withMessageRate(TEN.messageRate().withLimit(12))
                .withConnectionRate(TEN.connectionRate().withLimit(1_000_000)));
        assertThat(draft.reason()).isEqualTo("pinned: connection rate 1000000, message rate 12: a sale");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            -                 | 1       | a pin names the number of at least one limit
            CONNECTION_RATE   | 0       | connection rate must be a whole number from 1 to 1000000, not 0
            MESSAGE_RATE      | 1000001 | message rate must be a whole number from 1 to 1000000, not 1000001
            CONNECTIONS_TOTAL | 10      | connections total is what an instance can carry: it is set by each instance's doorstep.pool.max-connections
            """)
    void pin_isRefused_whereItsNumbersMakeNoSense(@Nullable LimitName name, int number, String reason) {
        assertThat(decide(command(Action.PIN, name == null ? Map.of() : Map.of(name, number)), state(null)))
                .isEqualTo(new CommandDecision.Refused(reason));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            default, true
            tier:anonymous, true
            tier:returning, true
            tier:gold, false
            country:DE, true
            country:de, false
            product:a.b-c_1, true
            product:, false
            product:a b, false
            client:0af3, true
            '', false
            default:x, false
            """)
    void pin_makesAState_ofAnyValidScope(String scope, boolean valid) {
        var pin = new LimitsCommand("c1", new Scope(scope), Action.PIN, Map.of(LimitName.MESSAGE_RATE, 5), null, null,
                "ada", null);
        CommandDecision decision = decide(pin, null);
        assertThat(decision instanceof CommandDecision.Revised).as(decision.reason()).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource(textBlock = "UNPIN\nTHAW\nFREEZE\nROLL_BACK")
    void command_isRefused_forAScopeWithoutLimitsOfItsOwn(Action action) {
        assertThat(decide(command(action, Map.of()), null))
                .isEqualTo(new CommandDecision.Refused("default has no limits of its own; a pin gives it some"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            -  | 30 | rolled back to revision 2
            0  | 25 | rolled back to the configured limits
            2  | 30 | rolled back to revision 2
            3  | 10 | rolled back to revision 3
            """)
    void rollBack_putsEarlierLimitsInForce(@Nullable Long to, int sockets, String reason) {
        RevisionDraft draft = draft(decide(rollBack(to), state(null)));
        assertThat(draft.limits()).isEqualTo(sockets(sockets));
        assertThat(draft.reason()).isEqualTo(reason);
    }

    @Test
    void rollBack_isRefused_toWhatIsNotKnown() {
        assertThat(decide(rollBack(4L), state(null)))
                .isEqualTo(new CommandDecision.Refused("4 is no revision of default that is known"));
        assertThat(decide(rollBack(-1L), state(null))).isInstanceOf(CommandDecision.Refused.class);
        assertThat(CommandRules.decide(rollBack(null), state(null), Limits.DEFAULTS, RevisionHistory.NOOP, List.of())
                .reason())
                .startsWith("what was before revision 5 of default is not known");
        assertThat(decide(rollBack(null), ScopeState.of(Limits.DEFAULTS)))
                .isEqualTo(new CommandDecision.Refused("there were no other limits of default before"));
    }

    @Test
    void unknownAction_isRefused() {
        assertThat(decide(command(null, Map.of()), state(null)))
                .isEqualTo(new CommandDecision.Refused("the action is not known to this version"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            5, -
            4, 'revision 5 of default is in force, not 4'
            0, 'revision 5 of default is in force, not 0'
            """)
    void command_isRefused_whereAnotherRevisionIsInForce(long expected, @Nullable String reason) {
        CommandDecision decision = decide(new LimitsCommand("c1", Scope.DEFAULT, Action.FREEZE, Map.of(), null,
                expected, "ada", null), state(null));
        assertThat(decision instanceof CommandDecision.Refused refused ? refused.reason() : null).isEqualTo(reason);
    }

    @Test
    void tuning_goesOnFromTheLimitsInForce_whenUnpinned() {
        var pinned = new ScopeState(7, TEN.withMessageRate(TEN.messageRate().withLimit(99)), List.of(),
                ScopeTuningState.at(Limits.DEFAULTS), null, Hold.PINNED, null);
        var revised = (CommandDecision.Revised) decide(command(Action.UNPIN, Map.of()), pinned);

        assertThat(revised.draft().limits()).isEqualTo(pinned.limits());
        ScopeTuningState course = revised.state().course();
        assertThat(course.live(Limits.DEFAULTS)).isEqualTo(pinned.limits());
        assertThat(course(course, LimitName.CONNECTIONS_PER_CLIENT)).satisfies(sockets -> {
            assertThat(sockets.open()).as("what is in force once the attack is over").isEqualTo(25);
            assertThat(sockets.enforced()).isEqualTo(10);
        });
        assertThat(course(course, LimitName.MESSAGE_RATE).open()).isEqualTo(99);
    }

    private static final Proposal LOWER = proposal(25, 18);
    private static final Proposal RAISE = proposal(25, 60);

    private static Proposal proposal(int configured, int number) {
        return new Proposal(LimitName.CONNECTIONS_PER_CLIENT, configured, configured, number, 0, 3, 90, 0, 0, "good");
    }

    private static CommandDecision answer(Action action, int number) {
        return CommandRules.decide(command(action, Map.of(LimitName.CONNECTIONS_PER_CLIENT, number)),
                ScopeState.of(Limits.DEFAULTS), Limits.DEFAULTS, HISTORY, List.of(LOWER, RAISE));
    }

    @Test
    void aLowerNumber_isTriedFirst_whenItIsAccepted() {
        CommandDecision decision = answer(Action.ACCEPT, 18);
        assertThat(decision.reason()).isEqualTo("accepted: connections per client 18: a sale");
        assertThat(decision).isInstanceOfSatisfying(CommandDecision.Noted.class, noted -> {
            assertThat(noted.state().limits()).isEqualTo(Limits.DEFAULTS);
            assertThat(noted.state().course().live(Limits.DEFAULTS)).isEqualTo(Limits.DEFAULTS);
            assertThat(course(noted.state().course(), LimitName.CONNECTIONS_PER_CLIENT).learned()).isEqualTo(18);
        });
    }

    @Test
    void aHigherNumber_isInForceAtOnce_whenItIsAccepted() {
        RevisionDraft draft = draft(answer(Action.ACCEPT, 60));
        assertThat(draft.kind()).isEqualTo(RevisionKind.RAISED);
        assertThat(draft.limits()).isEqualTo(sockets(60));
        assertThat(draft.author()).isEqualTo("ada");
        assertThat(draft.hold()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"18", "60"})
    void whatIsDismissed_leavesTheLimits(int number) {
        assertThat(answer(Action.DISMISS, number)).isInstanceOfSatisfying(CommandDecision.Noted.class, noted -> {
            assertThat(noted.state().limits()).isEqualTo(Limits.DEFAULTS);
            assertThat(noted.reason()).isEqualTo("dismissed: connections per client " + number + ": a sale");
        });
    }

    @ParameterizedTest
    @EnumSource(value = Action.class, names = {"ACCEPT", "DISMISS"})
    void whatIsNotProposed_isRefused(Action action) {
        assertThat(answer(action, 19)).isEqualTo(new CommandDecision.Refused(
                "19 is not proposed for the connections per client: 18 and 60 is"));
        assertThat(decide(command(action, Map.of(LimitName.MESSAGE_RATE, 20)), state(null)))
                .isEqualTo(new CommandDecision.Refused("20 is not proposed for the message rate"));
        assertThat(decide(command(action, Map.of()), state(null)))
                .isEqualTo(new CommandDecision.Refused("name the limit and the number that is proposed for it"));
    }

    private static LimitTuningState course(ScopeTuningState course, LimitName name) {
        return Objects.requireNonNull(course.of(name));
    }
}
