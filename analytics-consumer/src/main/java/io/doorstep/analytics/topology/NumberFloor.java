package io.doorstep.analytics.topology;

/**
 * The highest numbers that the learner's topics were seen to hold. Its own numbering goes on above them, even where the
 * changelogs that hold the latest numbers are gone: readers take a lower revision for an old one, and an event whose
 * number they have seen for a copy.
 *
 * @param sequence of the learner's events; 0 for none
 * @param revision 0 for none
 * @param publishedUpToMs end of the latest window of which there is a pattern, in milliseconds since the epoch; 0 for none
 */
public record NumberFloor(long sequence, long revision, long publishedUpToMs) {
    public static final NumberFloor NONE = new NumberFloor(0, 0, 0);

    public NumberFloor with(long anotherSequence, long anotherRevision, long anotherPublishedUpToMs) {
        return new NumberFloor(Math.max(sequence, anotherSequence), Math.max(revision, anotherRevision),
                Math.max(publishedUpToMs, anotherPublishedUpToMs));
    }
}
