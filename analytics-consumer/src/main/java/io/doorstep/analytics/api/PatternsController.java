package io.doorstep.analytics.api;

import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.events.UsagePattern;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What usage looked like. */
@RestController
class PatternsController {
    private final LearnerReadModel readModel;

    PatternsController(LearnerReadModel readModel) {
        this.readModel = readModel;
    }

    /** @param patterns newest first */
    record Patterns(List<UsagePattern> patterns) {}

    /** @param scope such as {@code default} or {@code product:11}; absent: all */
    @GetMapping("/api/patterns")
    Patterns patterns(@RequestParam(required = false) @Nullable String scope,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        return new Patterns(readModel.patterns(scope, limit));
    }
}
