package io.doorstep.events.json;

import io.doorstep.events.ChatAssigned;
import io.doorstep.events.ChatClosed;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.ChatRead;
import io.doorstep.events.ChatUnanswered;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.Computation;
import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.DeskPresence;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.EventType;
import io.doorstep.events.Evidence;
import io.doorstep.events.FailedOpen;
import io.doorstep.events.GoodClientImpact;
import io.doorstep.events.Hold;
import io.doorstep.events.Impact;
import io.doorstep.events.InstanceEnded;
import io.doorstep.events.Lease;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.LimitsConfigured;
import io.doorstep.events.LimitsOverridden;
import io.doorstep.events.LimitsReset;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Quantiles;
import io.doorstep.events.RepeatedText;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionAnomaly;
import io.doorstep.events.SanctionCommand;
import io.doorstep.events.SanctionEvidence;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.Scope;
import io.doorstep.events.ScopeLimits;
import io.doorstep.events.Shed;
import io.doorstep.events.Tier;
import io.doorstep.events.TypingSignal;
import io.doorstep.events.UsagePattern;
import io.doorstep.events.Violation;
import io.doorstep.events.VisitorPresence;
import io.doorstep.events.WouldReject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event of each type with every field set, and one with every optional field absent. */
final class SampleEvents {
    private static final String CLIENT = "Zk3v0hVQ1m8s2bq4yT6nXw9rA5cE7gJ1lP3oR5tU7wY";

    private SampleEvents() {}

    static Event full(EventType type) {
        return switch (type) {
            case CONNECTION_OPENED -> new ConnectionOpened(CLIENT, "c-1", "11", Tier.ANONYMOUS, "DE", 2, 17, 3, false);
            case CONNECTION_CLOSED -> new ConnectionClosed(CLIENT, "c-1", "11", Tier.AUTHENTICATED, "DE", 1500, 1001,
                    ErrorCode.IDLE_TIMEOUT, 4, 120);
            case CONNECTION_ACTIVITY -> ConnectionActivity.builder(CLIENT, Tier.ANONYMOUS).productId("11").country("DE")
                    .windowStartMs(1_700_000_040_000L).windowMs(60_000).opened(2).connections(1).connectionsPeak(3)
                    .messages(12).messagesRefused(4).sessionMessages(9).sessions(1).sessionsInLimitWindow(2).build();
            case INSTANCE_ENDED -> new InstanceEnded("chat-0ff1c", 4711, false);
            case VIOLATION -> new Violation(CLIENT, ErrorCode.RATE_LIMIT_EXCEEDED, 2, LimitName.CONNECTION_RATE, 50,
                    300_000, 12_000, "11", Tier.RETURNING, "DE", 3, Violation.NETWORK);
            case SHED -> new Shed(CLIENT, 12, 5000);
            case FAILED_OPEN -> new FailedOpen(CLIENT, "connection_rate", "java.lang.IllegalStateException");
            case LIMITS_RESET -> new LimitsReset("operator", CLIENT, 3);
            case LIMITS_OVERRIDDEN -> new LimitsOverridden("operator", LimitsOverridden.Change.SWITCHED_OFF,
                    LimitName.MESSAGE_RATE, Limits.DEFAULTS,
                    List.of(LimitName.CONNECTION_RATE, LimitName.MESSAGE_RATE));
            case USAGE_PATTERN -> UsagePattern.builder(Scope.DEFAULT).windowStartMs(1_700_000_000_000L)
                    .windowMs(300_000).clients(120).attempts(340).admitted(330).failedOpen(1)
                    .rejected(Map.of(ErrorCode.RATE_LIMIT_EXCEEDED, 8L, ErrorCode.INVALID_PRODUCT_ID, 2L))
                    .attemptsPerClient(new Quantiles(2, 5, 9, 15, 40))
                    .connectionsPerClient(new Quantiles(1, 2, 3, 4, 6)).poolPeak(90).lost(3)
                    .messagesPerSession(new Quantiles(1, 3, 8, 12, 31)).sessionsPerClient(new Quantiles(1, 1, 2, 3, 6))
                    .collateral(List.of(new GoodClientImpact(LimitName.CONNECTION_RATE, 50, 118, 1, 2, 2, 300, 4)))
                    .attacked(List.of(LimitName.CONNECTION_RATE)).build();
            case WOULD_REJECT -> new WouldReject(CLIENT, LimitName.CONNECTION_RATE, 2, 20, 300_000, "11",
                    Tier.ANONYMOUS, "DE", 4);
            case LIMITS_COMMAND -> new LimitsCommand("4f1c", Scope.DEFAULT, LimitsCommand.Action.PIN,
                    Map.of(LimitName.CONNECTION_RATE, 40), 2L, 4L, "operator", "sale on Friday");
            case COMMAND_ANSWERED -> new CommandAnswered("4f1c", Scope.DEFAULT, LimitsCommand.Action.PIN, true, 5,
                    "pinned", "operator");
            case LIMITS_CONFIGURED ->
                new LimitsConfigured("chat-1f00d", 1_700_000_000_000L, Limits.DEFAULTS, 5, 1000, 8,
                        1000, 1_800_000, List.of(new ScopeLimits(Scope.tier(Tier.AUTHENTICATED),
                                Map.of(LimitName.CONNECTION_RATE, 200))));
            case LIMITS_REVISED -> new LimitsRevised(Scope.tier(Tier.ANONYMOUS), 4, 3, Limits.DEFAULTS, "learner",
                    "p99 of demand is 9", List.of(new Evidence(LimitName.CONNECTION_RATE, 50, 40, 3, 360, 9,
                            1_700_000_000_000L, 0.001, new Computation(9, 1.25, 1, 12, 18, 50, 0.2),
                            new Impact(3, Impact.Unit.CLIENTS, 360, 1, 0.005))),
                    RevisionKind.TRIED, Limits.DEFAULTS, Hold.FROZEN,
                    new Lease(1_700_000_450_000L, 1_700_000_900_000L));
            case REPEATED_TEXT -> new RepeatedText(CLIENT, "q8Lw2t", 42, 6, 7, 1_700_000_000_000L, 90_000,
                    Tier.RETURNING, "DE");
            case SANCTION -> new Sanction(CLIENT, SanctionRule.SESSION_CHURN, SanctionStep.THROTTLED, true, 18,
                    1_700_000_000_000L, 1_700_000_600_000L, 1_700_000_900_000L,
                    List.of(new SanctionEvidence("refusals_per_minute", 14, 10)), "seen in the shop's log", "operator",
                    new SanctionAnomaly(3.12, List.of(new SanctionAnomaly.Feature("attempts", 240, 0.61))));
            case SANCTION_COMMAND -> new SanctionCommand("4f1c", CLIENT, SanctionCommand.Order.IMPOSE,
                    SanctionStep.BANNED, 1_700_000_600_000L, "operator", "a price scraper");
            case CHAT_MESSAGE -> message(ChatMessage.Author.AGENT, "mia");
            case CHAT_CLOSED -> new ChatClosed("11", "s-1", "mia");
            case CHAT_READ -> new ChatRead("11", "s-1", "mia", 17);
            case CHAT_ASSIGNED -> new ChatAssigned("11", "s-1", "mia", "tom");
            case CHAT_UNANSWERED -> new ChatUnanswered("11", "s-1", "chat-1f00d", 17, 1_700_000_000_000L, 2, "mia");
            case TYPING_SIGNAL -> new TypingSignal("chat-1f00d", "11", "s-1", ChatMessage.Author.AGENT, "c-1", "mia");
            case VISITOR_PRESENCE -> new VisitorPresence("chat-1f00d", "11", "s-1", 2, "Alva table lamp",
                    "https://shop.example/products/11");
            case DESK_PRESENCE -> new DeskPresence("chat-1f00d", List.of(new DeskPresence.Agent("mia", "11", "s-1")));
        };
    }

    private static ChatMessage message(ChatMessage.Author author, @Nullable String name) {
        return new ChatMessage("11", "s-1", author, "c-1", "m-1", "Is it waterproof? \u2614 <b>\"yes\"</b>", name);
    }

    static Event sparse(EventType type) {
        return switch (type) {
            case CONNECTION_OPENED -> new ConnectionOpened(CLIENT, "c-1", "11", Tier.ANONYMOUS, null, 1, 1, 0, true);
            case CONNECTION_CLOSED -> new ConnectionClosed(CLIENT, "c-1", "11", Tier.AGENT, null, 0, 1006, null, 0, 0);
            case CONNECTION_ACTIVITY ->
                ConnectionActivity.builder(CLIENT, Tier.ANONYMOUS).windowMs(60_000).sessions(1).build();
            case VIOLATION -> new Violation(CLIENT, ErrorCode.INVALID_PRODUCT_ID, 1, null, 0, 0, 0, null,
                    Tier.ANONYMOUS, null, 0);
            case LIMITS_RESET -> new LimitsReset("operator", null, 0);
            case LIMITS_OVERRIDDEN -> new LimitsOverridden("operator", LimitsOverridden.Change.SET, null,
                    Limits.DEFAULTS, List.of());
            case USAGE_PATTERN -> UsagePattern.builder(Scope.DEFAULT).windowMs(1).build();
            case LIMITS_REVISED -> new LimitsRevised(Scope.DEFAULT, 1, 0, Limits.DEFAULTS, "operator", "pinned",
                    List.of());
            case WOULD_REJECT -> new WouldReject(CLIENT, LimitName.CONNECTIONS_PER_CLIENT, 1, 20, 0, null,
                    Tier.ANONYMOUS, null, 4);
            case LIMITS_COMMAND -> new LimitsCommand("4f1c", Scope.DEFAULT, null, Map.of(), null, null, "operator",
                    null);
            case COMMAND_ANSWERED -> new CommandAnswered("4f1c", Scope.DEFAULT, null, false, 4, "not known",
                    "operator");
            case REPEATED_TEXT -> new RepeatedText(CLIENT, "q8Lw2t", 42, 6, 7, 1_700_000_000_000L, 90_000,
                    Tier.ANONYMOUS, null);
            case SANCTION -> new Sanction(CLIENT, SanctionRule.OPERATOR, SanctionStep.LIFTED, false, null,
                    1_700_000_000_000L, 1_700_000_000_000L, 1_700_000_000_000L, List.of(), null, null);
            case SANCTION_COMMAND -> new SanctionCommand("4f1c", CLIENT, null, null, null, "operator",
                    "it was the office");
            case CHAT_MESSAGE -> message(ChatMessage.Author.VISITOR, null);
            case TYPING_SIGNAL -> new TypingSignal("chat-1f00d", "11", "s-1", ChatMessage.Author.VISITOR, "c-1", null);
            case DESK_PRESENCE -> new DeskPresence("chat-1f00d", List.of());
            case CHAT_ASSIGNED -> new ChatAssigned("11", "s-1", "mia", null);
            case CHAT_UNANSWERED -> new ChatUnanswered("11", "s-1", "chat-1f00d", 0, 1_700_000_000_000L, 0, null);
            case VISITOR_PRESENCE -> new VisitorPresence("chat-1f00d", "11", "s-1", 2, null, null);
            case LIMITS_CONFIGURED ->
                new LimitsConfigured("chat-1f00d", 1_700_000_000_000L, Limits.DEFAULTS, 5, 1000, 8, 1000, 1_800_000);
            case INSTANCE_ENDED, SHED, FAILED_OPEN, CHAT_CLOSED, CHAT_READ -> full(type);
        };
    }
}
