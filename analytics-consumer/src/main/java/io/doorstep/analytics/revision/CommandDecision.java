package io.doorstep.analytics.revision;

import io.doorstep.analytics.tuning.RevisionDraft;
import io.doorstep.analytics.tuning.ScopeTuningState;

/** What becomes of an operator's command. */
public sealed interface CommandDecision {

    /** In words, for people. */
    String reason();

    /** Nothing is done. */
    record Refused(String reason) implements CommandDecision {}

    /** It is so already. */
    record Unchanged(String reason) implements CommandDecision {}

    /**
     * It is done, and leaves the limits and the candidate as they are.
     *
     * @param state from now on
     */
    record Noted(ScopeState state, String reason) implements CommandDecision {}

    /**
     * A revision is made.
     *
     * @param state what it is made on: with a course that goes on from it
     */
    record Revised(ScopeState state, RevisionDraft draft) implements CommandDecision {

        static Revised of(ScopeState state, ScopeTuningState course, RevisionDraft draft) {
            return new Revised(state.withCourse(course), draft);
        }

        @Override
        public String reason() {
            return draft.reason();
        }
    }
}
