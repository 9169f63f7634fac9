package io.doorstep.analytics.api;

import static java.util.stream.Collectors.toMap;

import io.doorstep.analytics.revision.TuningDecision;
import io.doorstep.analytics.topology.PublishedState;
import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.topology.readmodel.RevisionPage;
import io.doorstep.events.Limits;
import io.doorstep.events.Scope;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which limits are in force, which are tried, and why. */
@RestController
class LimitsController {
    private static final int LATEST = 100;

    private final LearnerReadModel readModel;

    LimitsController(LearnerReadModel readModel) {
        this.readModel = readModel;
    }

    /**
     * @param inForce by scope; the configured limits are revision 0, and absent while the chat service has not said them
     * @param revisions the latest, newest first
     * @param adjustments by scope, what the tuner last said; empty where another instance tunes
     * @param courses by scope, how far the tuning of each limit has come; empty where another instance tunes
     */
    record LimitsView(Map<String, RevisionView> inForce, List<RevisionView> revisions,
            Map<String, List<AdjustmentView>> adjustments, Map<String, List<TuningStateView>> courses) {}

    /** The same of one scope. */
    record ScopeView(RevisionView inForce, List<RevisionView> revisions, List<AdjustmentView> adjustments,
            List<TuningStateView> course) {}

    /**
     * @param revisions newest first
     * @param nextBefore the {@code before} of the next page; absent on the last
     * @param leftOut number of the latest revision that is not remembered here, and is on {@code admission.book} alone;
     *     absent where there is none, or more to read first
     */
    record RevisionsView(List<RevisionView> revisions, @Nullable Long nextBefore, @Nullable Long leftOut) {}

    /** @param proposals empty where another instance tunes */
    record ProposalsView(String scope, List<ProposalView> proposals) {}

    @GetMapping("/api/limits")
    LimitsView limits() {
        Map<String, RevisionView> inForce = readModel.inForce().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> RevisionView.of(entry.getValue()), (one, _) -> one,
                        TreeMap::new));
        Limits configured = readModel.configured();
        if (configured != null) {
            inForce.putIfAbsent(Scope.DEFAULT.name(), RevisionView.configured(Scope.DEFAULT, configured));
            readModel.namedScopes().forEach(scope -> inForce.computeIfAbsent(scope.name(), _ -> RevisionView
                    .configured(scope, Objects.requireNonNull(readModel.configured(scope)))));
        }
        return new LimitsView(inForce, views(readModel.revisions(LATEST)), byScope(AdjustmentView::of),
                byScope(TuningStateView::of));
    }

    private <T> Map<String, T> byScope(Function<TuningDecision, T> view) {
        Map<String, T> views = new TreeMap<>();
        readModel.turns().forEach((scope, turn) -> views.put(scope, view.apply(turn)));
        return views;
    }

    private static List<RevisionView> views(List<LearnerReadModel.Revision> revisions) {
        return revisions.stream().map(RevisionView::of).toList();
    }

    @GetMapping("/api/limits/{scope}")
    ScopeView limits(@PathVariable String scope) {
        String name = Inputs.scope(scope).name();
        TuningDecision turn = readModel.turns().get(name);
        return new ScopeView(inForce(name), views(readModel.revisions(name, Long.MAX_VALUE, LATEST).revisions()),
                turn == null ? List.of() : AdjustmentView.of(turn),
                turn == null ? List.of() : TuningStateView.of(turn));
    }

    private RevisionView inForce(String scope) {
        LearnerReadModel.Revision revision = readModel.inForce().get(scope);
        if (revision != null) {
            return RevisionView.of(revision);
        }
        Scope named = new Scope(scope);
        Limits configured = readModel.configured(named);
        if (readModel.isNamed(named) && configured != null) {
            return RevisionView.configured(named, configured);
        }
        throw new NotThere(scope.equals(Scope.DEFAULT.name())
                ? PublishedState.NOT_CONFIGURED
                : scope + " has no limits of its own");
    }

    /** What the learner finds right for a scope, and an operator can accept or dismiss. */
    @GetMapping("/api/limits/{scope}/proposals")
    ProposalsView proposals(@PathVariable String scope) {
        Scope named = Inputs.scope(scope);
        return new ProposalsView(named.name(), readModel.proposals(named).stream().map(ProposalView::of).toList());
    }

    /** @param before those with a lower number; absent: from the newest */
    @GetMapping("/api/limits/{scope}/revisions")
    RevisionsView revisions(@PathVariable String scope,
            @RequestParam(required = false) @Min(1) @Nullable Long before,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        RevisionPage page = readModel.revisions(Inputs.scope(scope).name(), before == null ? Long.MAX_VALUE : before,
                limit);
        return new RevisionsView(views(page.revisions()), orNull(page.nextBefore()), orNull(page.leftOut()));
    }

    private static @Nullable Long orNull(long number) {
        return number == 0 ? null : number;
    }
}
