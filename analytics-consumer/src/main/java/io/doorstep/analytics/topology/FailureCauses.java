package io.doorstep.analytics.topology;

/** What failures come of. */
public final class FailureCauses {
    private static final int MOST_CHARACTERS = 300;

    private FailureCauses() {}

    /** The first cause in words, on one line. */
    public static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        boolean isOurs = root instanceof IllegalStateException || root instanceof IllegalArgumentException;
        String words = message == null
                ? root.toString()
                : isOurs ? message : root.getClass().getSimpleName() + ": " + message;
        String line = words.replaceAll("\\s+", " ");
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
    }
}
