package io.doorstep.benchmarks.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TextTableTests {
    private final TextTable table = new TextTable();

    @BeforeEach
    void fill() {
        table.add(List.of("what", "here", "there"));
        table.add(List.of("sockets", 1234L, "none"));
    }

    @Test
    void columnsAreAligned_whenPrinted() {
        assertThat(table).hasToString("""
                  what      here  there
                  sockets  1,234   none
                """);
    }

    @Test
    void firstRowIsTheHead_whenWrittenAsMarkdown() {
        assertThat(table.toMarkdown()).isEqualTo("""
                | what | here | there |
                |---|---:|---:|
                | sockets | 1,234 | none |
                """);
    }
}
