package io.doorstep.analytics.api;

import static java.util.stream.Collectors.toMap;

import io.doorstep.analytics.topology.LearnerBook;
import io.doorstep.events.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which limits are in force, and why. */
@RestController
class LimitsController {
    private final LearnerBook book;

    LimitsController(LearnerBook book) {
        this.book = book;
    }

    /**
     * @param inForce by scope; the configured limits are revision 0
     * @param revisions newest first
     * @param adjustments by scope, what the tuner last said; empty where another instance tunes
     */
    record LimitsView(Map<String, RevisionView> inForce, List<RevisionView> revisions,
            Map<String, List<AdjustmentView>> adjustments) {}

    @GetMapping("/api/limits")
    LimitsView limits() {
        Map<String, RevisionView> inForce = new TreeMap<>(book.inForce().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> RevisionView.of(entry.getValue()))));
        inForce.computeIfAbsent(Scope.DEFAULT.name(), _ -> RevisionView.configured(book.configured()));
        List<RevisionView> revisions = book.revisions().stream().map(RevisionView::of).toList();
        Map<String, List<AdjustmentView>> adjustments = new TreeMap<>();
        book.turns().forEach((scope, turn) -> adjustments.put(scope,
                new ArrayList<>(turn.adjustments().stream().map(AdjustmentView::of).toList())));
        return new LimitsView(inForce, revisions, adjustments);
    }
}
