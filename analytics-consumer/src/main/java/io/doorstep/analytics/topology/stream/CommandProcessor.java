package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.abuse.SanctionOrders;
import io.doorstep.analytics.revision.CommandDecision;
import io.doorstep.analytics.revision.CommandRules;
import io.doorstep.analytics.revision.ScopeNames;
import io.doorstep.analytics.revision.ScopeState;
import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.SanctionCommand;
import io.doorstep.events.Scope;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Does what operators want, each command once, and answers all of them. What is wanted of a client's sanctions is sent on,
 * to where the client is known.
 */
final class CommandProcessor extends ContextualProcessor<String, @Nullable EventEnvelope, String, EventEnvelope> {
    private final TopologySettings settings;
    private final PublishedState published;
    private final LearnerListener listener;
    private RevisionStore revisions;
    private AnsweredCommands answered;

    @SuppressWarnings("NullAway.Init")
    CommandProcessor(TopologySettings settings, PublishedState published, LearnerListener listener) {
        this.settings = settings;
        this.published = published;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<String, EventEnvelope> context) {
        super.init(context);
        revisions = new RevisionStore(context, settings, published, listener);
        answered = new AnsweredCommands(context.getStateStore(AnsweredCommands.STORE));
    }

    @Override
    public void process(Record<String, @Nullable EventEnvelope> record) {
        EventEnvelope envelope = record.value();
        if (envelope == null) {
            return;
        }
        if (envelope.event() instanceof LimitsCommand command) {
            requireComplete(command.id(), command.scope(), command.by());
            finish(answer(command.id(), command, () -> decide(command), why -> answer(command, false,
                    revision(command.scope()), why)));
        } else if (envelope.event() instanceof SanctionCommand command) {
            requireComplete(command.id(), command.scope(), command.by());
            boolean isNew = answered.get(command.id()) == null;
            CommandAnswered answer = answer(command.id(), command, () -> decide(command),
                    why -> answer(command, false, why));
            if (isNew && answer.accepted()) {
                context().forward(record.withKey(command.key()).withValue(envelope));
            }
            finish(answer);
        }
    }

    private void finish(CommandAnswered answer) {
        revisions.publish(answer);
        listener.onAnswered(answer);
        context().commit();
    }

    /** What comes from the topic may lack what a record promises. */
    @SuppressWarnings("ConstantValue")
    private static void requireComplete(String id, Scope scope, String by) {
        if (id == null || id.isBlank() || scope == null || by == null) {
            throw new IllegalArgumentException("a command needs an id, a scope and the name of its operator");
        }
    }

    private interface Refusal {
        CommandAnswered because(String why);
    }

    private CommandAnswered answer(String id, Event command, Supplier<CommandAnswered> decision, Refusal refusal) {
        AnsweredCommands.Answered before = answered.get(id);
        if (before != null) {
            return before.isOf(command) ? before.answer() : refusal.because("this id was that of another command");
        }
        CommandAnswered answer = decision.get();
        answered.add(command, answer, context().currentSystemTimeMs());
        return answer;
    }

    private CommandAnswered decide(LimitsCommand command) {
        Scope scope = command.scope();
        Limits configured = published.configured(scope);
        if (configured == null) {
            return answer(command, false, revision(scope), PublishedState.NOT_CONFIGURED);
        }
        ScopeState state = revisions.state(scope, configured);
        CommandDecision decision = CommandRules.decide(command, state, configured,
                revisions.history(scope), state == null ? List.of() : settings.proposals(state, configured));
        CommandAnswered answer = answer(command, decision, configured);
        ScopeState after = revisions.state(scope, configured);
        listener.onProposed(scope, after == null ? List.of() : settings.proposals(after, configured));
        return answer;
    }

    private CommandAnswered answer(LimitsCommand command, CommandDecision decision, Limits configured) {
        Scope scope = command.scope();
        return switch (decision) {
            case CommandDecision.Refused refused -> answer(command, false, revision(scope), refused.reason());
            case CommandDecision.Unchanged unchanged -> answer(command, true, revision(scope), unchanged.reason());
            case CommandDecision.Noted noted -> {
                revisions.keep(scope, noted.state());
                yield answer(command, true, revision(scope), noted.reason());
            }
            case CommandDecision.Revised revised -> answer(command, true,
                    revisions.revise(scope, revised.state(), revised.draft(), configured), revised.reason());
        };
    }

    private CommandAnswered decide(SanctionCommand command) {
        if (!ScopeNames.isValid(command.scope())) {
            return answer(command, false, "'" + command.client() + "' is the name of no client");
        }
        SanctionOrders.Decision decision = SanctionOrders.decide(command, context().currentSystemTimeMs());
        return answer(command, decision.accepted(), decision.reason());
    }

    private long revision(Scope scope) {
        return revisions.revision(scope);
    }

    private static CommandAnswered answer(LimitsCommand command, boolean accepted, long revision, String reason) {
        return new CommandAnswered(command.id(), command.scope(), command.action(), accepted, revision, reason,
                command.by());
    }

    private CommandAnswered answer(SanctionCommand command, boolean accepted, String reason) {
        return new CommandAnswered(command.id(), command.scope(), null, accepted, revision(command.scope()), reason,
                command.by());
    }
}
