package io.doorstep.analytics.topology.stream;

import io.doorstep.events.CommandAnswered;
import io.doorstep.events.Event;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.SanctionCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The commands that were answered lately, by id, so that one that comes again is done once. */
public final class AnsweredCommands {
    public static final String STORE = "learner-commands";
    /** A command that comes again later than this is a new one. */
    static final Duration REMEMBERED = Duration.ofDays(1);
    static final int MOST = 1000;

    private final KeyValueStore<String, Answered> store;

    AnsweredCommands(KeyValueStore<String, Answered> store) {
        this.store = store;
    }

    /**
     * @param atMs when it was answered, in milliseconds since the epoch
     * @param command about limits; absent where it is one about sanctions
     * @param sanction about sanctions; absent where it is one about limits
     */
    record Answered(long atMs, @Nullable LimitsCommand command, @Nullable SanctionCommand sanction,
            CommandAnswered answer) {

        boolean isOf(Event other) {
            return other.equals(command) || other.equals(sanction);
        }
    }

    @Nullable
    Answered get(String id) {
        return store.get(id);
    }

    void add(Event command, CommandAnswered answer, long nowMs) {
        store.put(answer.id(), new Answered(nowMs, command instanceof LimitsCommand limits ? limits : null,
                command instanceof SanctionCommand sanction ? sanction : null, answer));
        forget(nowMs);
    }

    private void forget(long nowMs) {
        List<KeyValue<String, Answered>> oldestFirst = new ArrayList<>();
        try (var all = store.all()) {
            all.forEachRemaining(oldestFirst::add);
        }
        oldestFirst.sort(Comparator.comparingLong(answered -> answered.value.atMs()));
        int tooMany = oldestFirst.size() - MOST;
        for (int i = 0; i < oldestFirst.size(); i++) {
            if (i < tooMany || oldestFirst.get(i).value.atMs() < nowMs - REMEMBERED.toMillis()) {
                store.delete(oldestFirst.get(i).key);
            }
        }
    }
}
