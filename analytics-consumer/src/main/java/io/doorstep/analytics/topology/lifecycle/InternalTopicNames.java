package io.doorstep.analytics.topology.lifecycle;

import io.doorstep.analytics.topology.stream.AnsweredCommands;
import io.doorstep.analytics.topology.stream.ClientWindows;
import io.doorstep.analytics.topology.stream.Counters;
import io.doorstep.analytics.topology.stream.LearnerTopology;
import io.doorstep.analytics.topology.stream.LossTrackers;
import io.doorstep.analytics.topology.stream.RevisionStore;
import io.doorstep.analytics.topology.suspects.SanctionPublisher;
import io.doorstep.analytics.topology.stream.ScopeWindows;
import io.doorstep.analytics.topology.suspects.SuspectProcessor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of the topics that Kafka Streams keeps for the learner.
 *
 * @param group that reads the input, which is what the names begin with
 */
record InternalTopicNames(String group) {
    /** Stores of the tasks that read the input; the others have one task. */
    private static final List<String> BY_INPUT = List.of(ClientWindows.CLIENTS, ClientWindows.HEARD,
            SuspectProcessor.SUSPECTS, SuspectProcessor.FOREST, SanctionPublisher.NUMBERS);
    private static final List<String> SINGLE = List.of(LossTrackers.STORE, ScopeWindows.SCOPES, Counters.STORE,
            RevisionStore.STATES, RevisionStore.REVISIONS, AnsweredCommands.STORE);

    String repartition() {
        return group + "-" + LearnerTopology.PARTS + "-repartition";
    }

    /** Of what operators ordered about clients. */
    String orders() {
        return group + "-" + LearnerTopology.ORDERS + "-repartition";
    }

    String changelog(String store) {
        return group + "-" + store + "-changelog";
    }

    Set<String> all() {
        Set<String> names = new TreeSet<>();
        names.add(repartition());
        names.add(orders());
        BY_INPUT.forEach(store -> names.add(changelog(store)));
        SINGLE.forEach(store -> names.add(changelog(store)));
        return names;
    }

    /** Those that hold what has been read of windows that are still open. */
    Set<String> openWindows() {
        return Set.of(repartition(), changelog(ClientWindows.CLIENTS), changelog(ClientWindows.HEARD),
                changelog(ScopeWindows.SCOPES));
    }

    /** Those whose loss leaves open windows, or the count of what is lost of them, incomplete. */
    Set<String> countedFrom() {
        Set<String> names = new TreeSet<>(openWindows());
        names.add(changelog(LossTrackers.STORE));
        names.add(changelog(Counters.STORE));
        return names;
    }

    /** @param input partitions of the input */
    int partitions(String name, int input) {
        return name.equals(orders()) || BY_INPUT.stream().map(this::changelog).anyMatch(name::equals) ? input : 1;
    }
}
