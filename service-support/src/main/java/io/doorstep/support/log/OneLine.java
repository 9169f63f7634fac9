package io.doorstep.support.log;

/** Text for a log line that somebody else may have written. */
public final class OneLine {
    private static final int LONGEST = 500;

    private OneLine() {}

    /** Without what could begin another line or act on a terminal, and not long. */
    public static String of(String text) {
        String first = text.length() > LONGEST ? text.substring(0, LONGEST) + "\u2026" : text;
        return first.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]+", " ");
    }
}
