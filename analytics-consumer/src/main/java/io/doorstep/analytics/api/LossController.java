package io.doorstep.analytics.api;

import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.usage.SourceLoss;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which events never came, and from whom. */
@RestController
class LossController {
    private final LearnerReadModel readModel;

    LossController(LearnerReadModel readModel) {
        this.readModel = readModel;
    }

    /**
     * @param lost of all sources
     * @param sources the chat services heard of within a day, as of the last window; empty where another instance of the
     *     learner publishes the patterns
     */
    record Loss(long lost, List<SourceLoss> sources) {}

    @GetMapping("/api/loss")
    Loss loss() {
        List<SourceLoss> sources = readModel.losses();
        return new Loss(sources.stream().mapToLong(SourceLoss::lost).sum(), sources);
    }
}
