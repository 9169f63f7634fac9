package io.doorstep.benchmarks.tables;

import java.util.ArrayList;
import java.util.List;

/** Rows of words in columns as wide as they need: the first to the left, the others to the right. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** @param cells of the next row; the first row is the head */
    public void add(List<?> cells) {
        rows.add(
                cells.stream().map(cell -> cell instanceof Long number ? "%,d".formatted(number) : "" + cell).toList());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String format = column == 0 ? "  %-" + width(column) + "s" : "  %" + width(column) + "s";
                line.append(format.formatted(row.get(column)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** The same as a table in Markdown. */
    public String toMarkdown() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            text.append("| ").append(String.join(" | ", rows.get(row))).append(" |\n");
            if (row == 0) {
                text.append("|---").append("|---:".repeat(rows.getFirst().size() - 1)).append("|\n");
            }
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().filter(row -> column < row.size()).mapToInt(row -> row.get(column).length()).max()
                .orElse(0);
    }
}
