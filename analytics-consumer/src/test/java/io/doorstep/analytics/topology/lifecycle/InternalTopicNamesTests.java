package io.doorstep.analytics.topology.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.topology.AbuseSetup;
import io.doorstep.analytics.topology.InputState;
import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.topology.stream.Beginning;
import io.doorstep.analytics.topology.stream.LearnerTopology;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.analytics.tuning.TuningPolicy;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InternalTopicNamesTests {
    private static final InternalTopicNames NAMES = new InternalTopicNames("group");

    @Test
    void allStoresOfTheTopology_haveTheirName() {
        var settings = new TopologySettings(Duration.ofSeconds(1), Duration.ZERO, TuningMode.OFF,
                TuningPolicy.DEFAULTS, TrialPolicy.DEFAULTS, AbuseSetup.DEFAULTS, Path.of("nowhere"));
        String description = new LearnerTopology(settings, LearnerListener.NOOP, () -> InputState.UNKNOWN,
                PublishedState.NOTHING, Beginning.anew(2)).get().describe().toString();
        assertThat(NAMES.all()).hasSize(13).allSatisfy(name -> assertThat(description).contains(
                name.substring("group-".length()).replace("-changelog", "")));
        assertThat(NAMES.all()).containsAll(NAMES.countedFrom());
        assertThat(NAMES.countedFrom()).containsAll(NAMES.openWindows());
    }

    @Test
    void storesOfTheInput_haveItsPartitions_andOthersOne() {
        assertThat(NAMES.partitions("group-learner-clients-changelog", 6)).isEqualTo(6);
        assertThat(NAMES.partitions("group-learner-heard-changelog", 6)).isEqualTo(6);
        assertThat(NAMES.partitions(NAMES.repartition(), 6)).isEqualTo(1);
        assertThat(NAMES.partitions("group-learner-orders-repartition", 6)).isEqualTo(6);
        assertThat(NAMES.partitions("group-learner-counters-changelog", 6)).isEqualTo(1);
    }
}
