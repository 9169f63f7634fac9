package io.doorstep.support.settings;

/** How far a word is from another. */
final class Spelling {
    private Spelling() {}

    /** Letters that are missing, added, wrong, or swapped with their neighbour. */
    static int distance(String written, String meant) {
        int[][] d = new int[written.length() + 1][meant.length() + 1];
        for (int i = 0; i <= written.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= meant.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= written.length(); i++) {
            for (int j = 1; j <= meant.length(); j++) {
                int wrong = written.charAt(i - 1) == meant.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + wrong);
                if (i > 1 && j > 1 && written.charAt(i - 1) == meant.charAt(j - 2)
                        && written.charAt(i - 2) == meant.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[written.length()][meant.length()];
    }
}
