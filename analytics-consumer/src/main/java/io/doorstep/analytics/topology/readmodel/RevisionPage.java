package io.doorstep.analytics.topology.readmodel;

import java.util.List;

/**
 * Some of the revisions of a scope.
 *
 * @param revisions newest first
 * @param nextBefore number to read on before; 0 where no more are remembered
 * @param leftOut number of the latest revision that there was and that is not remembered; 0 where all are, or while there
 *     is more to read
 */
public record RevisionPage(List<LearnerReadModel.Revision> revisions, long nextBefore, long leftOut) {
    public RevisionPage {
        revisions = List.copyOf(revisions);
    }

    /** @param all that are remembered, newest first */
    static RevisionPage of(List<LearnerReadModel.Revision> all, int limit) {
        List<LearnerReadModel.Revision> page = all.subList(0, Math.min(limit, all.size()));
        if (page.isEmpty()) {
            return new RevisionPage(page, 0, 0);
        }
        boolean more = all.size() > page.size();
        return new RevisionPage(page, more ? page.getLast().revised().revision() : 0,
                more ? 0 : page.getLast().revised().predecessor());
    }
}
