package io.doorstep.events;

/** Something that happened and is published to Kafka. A client appears in it only as a keyed hash. */
public sealed interface Event
        permits ConnectionOpened, ConnectionClosed, ConnectionActivity, InstanceEnded, Violation, Shed, FailedOpen,
        LimitsReset, LimitsOverridden, WouldReject, RepeatedText,
        UsagePattern, LimitsConfigured, LimitsRevised, LimitsCommand, CommandAnswered, Sanction, SanctionCommand,
        ChatMessage, ChatClosed,
        ChatRead, ChatAssigned, ChatUnanswered,
        TypingSignal,
        VisitorPresence, DeskPresence {

    /** The record key: records of one key stay in order. */
    String key();
}
