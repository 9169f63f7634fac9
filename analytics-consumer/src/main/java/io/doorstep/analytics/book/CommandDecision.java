package io.doorstep.analytics.book;

import io.doorstep.analytics.tuning.ScopeCourse;

/** What becomes of an operator's command. */
public sealed interface CommandDecision {

    /** In words, for people. */
    String reason();

    /** Nothing is done. */
    record Refused(String reason) implements CommandDecision {}

    /** It is so already. */
    record Unchanged(String reason) implements CommandDecision {}

    /**
     * A revision is made.
     *
     * @param book what it is made on: with a course that goes on from it
     */
    record Revised(ScopeBook book, Draft draft) implements CommandDecision {

        static Revised of(ScopeBook book, ScopeCourse course, Draft draft) {
            return new Revised(book.withCourse(course), draft);
        }

        @Override
        public String reason() {
            return draft.reason();
        }
    }
}
