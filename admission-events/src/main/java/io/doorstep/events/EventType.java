package io.doorstep.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kind of an event as other programs know it: its CloudEvents type, and the topic it travels on. */
public enum EventType {

    CONNECTION_OPENED("io.doorstep.connection.opened.v1", Topic.CONNECTIONS, ConnectionOpened.class),
    CONNECTION_CLOSED("io.doorstep.connection.closed.v1", Topic.CONNECTIONS, ConnectionClosed.class),
    CONNECTION_ACTIVITY("io.doorstep.connection.activity.v1", Topic.CONNECTIONS, ConnectionActivity.class),
    INSTANCE_ENDED("io.doorstep.instance.ended.v1", Topic.CONNECTIONS, InstanceEnded.class),
    VIOLATION("io.doorstep.violation.v1", Topic.VIOLATIONS, Violation.class),
    SHED("io.doorstep.shed.v1", Topic.VIOLATIONS, Shed.class),
    FAILED_OPEN("io.doorstep.failed-open.v1", Topic.VIOLATIONS, FailedOpen.class),
    LIMITS_RESET("io.doorstep.limits.reset.v1", Topic.VIOLATIONS, LimitsReset.class),
    LIMITS_OVERRIDDEN("io.doorstep.limits.overridden.v1", Topic.VIOLATIONS, LimitsOverridden.class),
    WOULD_REJECT("io.doorstep.would-reject.v1", Topic.VIOLATIONS, WouldReject.class),
    REPEATED_TEXT("io.doorstep.repeated-text.v1", Topic.VIOLATIONS, RepeatedText.class),
    USAGE_PATTERN("io.doorstep.usage.pattern.v1", Topic.PATTERNS, UsagePattern.class),
    LIMITS_CONFIGURED("io.doorstep.limits.configured.v1", Topic.CONFIGURATION, LimitsConfigured.class),
    LIMITS_REVISED("io.doorstep.limits.revised.v1", Topic.LIMITS, LimitsRevised.class),
    LIMITS_COMMAND("io.doorstep.limits.command.v1", Topic.COMMANDS, LimitsCommand.class),
    COMMAND_ANSWERED("io.doorstep.limits.command.answered.v1", Topic.REVISION_LOG, CommandAnswered.class),
    SANCTION("io.doorstep.sanction.v1", Topic.SANCTIONS, Sanction.class),
    SANCTION_COMMAND("io.doorstep.sanction.command.v1", Topic.COMMANDS, SanctionCommand.class),
    CHAT_MESSAGE("io.doorstep.chat.message.v1", Topic.MESSAGES, ChatMessage.class),
    CHAT_CLOSED("io.doorstep.chat.closed.v1", Topic.MESSAGES, ChatClosed.class),
    CHAT_READ("io.doorstep.chat.read.v1", Topic.MESSAGES, ChatRead.class),
    CHAT_ASSIGNED("io.doorstep.chat.assigned.v1", Topic.MESSAGES, ChatAssigned.class),
    CHAT_UNANSWERED("io.doorstep.chat.unanswered.v1", Topic.MESSAGES, ChatUnanswered.class),
    TYPING_SIGNAL("io.doorstep.chat.typing.v1", Topic.SIGNALS, TypingSignal.class),
    VISITOR_PRESENCE("io.doorstep.visitor.presence.v1", Topic.SIGNALS, VisitorPresence.class),
    DESK_PRESENCE("io.doorstep.desk.presence.v1", Topic.SIGNALS, DeskPresence.class);

    private static final Map<String, EventType> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(EventType::typeName, Function.identity()));

    private final String typeName;
    private final Topic topic;
    private final Class<? extends Event> record;

    EventType(String typeName, Topic topic, Class<? extends Event> record) {
        this.typeName = typeName;
        this.topic = topic;
        this.record = record;
    }

    public static EventType of(Event event) {
        return switch (event) {
            case ConnectionOpened _ -> CONNECTION_OPENED;
            case ConnectionClosed _ -> CONNECTION_CLOSED;
            case ConnectionActivity _ -> CONNECTION_ACTIVITY;
            case InstanceEnded _ -> INSTANCE_ENDED;
            case Violation _ -> VIOLATION;
            case Shed _ -> SHED;
            case FailedOpen _ -> FAILED_OPEN;
            case LimitsReset _ -> LIMITS_RESET;
            case LimitsOverridden _ -> LIMITS_OVERRIDDEN;
            case WouldReject _ -> WOULD_REJECT;
            case RepeatedText _ -> REPEATED_TEXT;
            case UsagePattern _ -> USAGE_PATTERN;
            case LimitsConfigured _ -> LIMITS_CONFIGURED;
            case LimitsRevised _ -> LIMITS_REVISED;
            case LimitsCommand _ -> LIMITS_COMMAND;
            case CommandAnswered _ -> COMMAND_ANSWERED;
            case Sanction _ -> SANCTION;
            case SanctionCommand _ -> SANCTION_COMMAND;
            case ChatMessage _ -> CHAT_MESSAGE;
            case ChatClosed _ -> CHAT_CLOSED;
            case ChatRead _ -> CHAT_READ;
            case ChatAssigned _ -> CHAT_ASSIGNED;
            case ChatUnanswered _ -> CHAT_UNANSWERED;
            case TypingSignal _ -> TYPING_SIGNAL;
            case VisitorPresence _ -> VISITOR_PRESENCE;
            case DeskPresence _ -> DESK_PRESENCE;
        };
    }

    /** Empty for a type this version does not know: a newer publisher's, to be passed over. */
    public static Optional<EventType> named(String typeName) {
        return Optional.ofNullable(BY_NAME.get(typeName));
    }

    /** The value of {@code ce_type}. */
    public String typeName() {
        return typeName;
    }

    public Topic topic() {
        return topic;
    }

    public Class<? extends Event> record() {
        return record;
    }
}
