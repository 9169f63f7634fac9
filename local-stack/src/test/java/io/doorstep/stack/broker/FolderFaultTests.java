package io.doorstep.stack.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFaultTests {
    @TempDir
    private Path folder;

    @BeforeEach
    void format() throws IOException {
        Files.createFile(folder.resolve("meta.properties"));
    }

    @Test
    void fault_isNone_whenTheFolderTakesRecords_andNothingIsLeftInIt() {
        assertThat(FolderFault.of(folder)).isNull();
        assertThat(folder.toFile().list()).containsExactly("meta.properties");
    }

    @Test
    void fault_saysThatTheFolderIsGone() throws IOException {
        Files.delete(folder.resolve("meta.properties"));

        assertThat(FolderFault.of(folder)).isEqualTo("its folder " + folder + " is gone");
    }

    @Test
    void fault_saysThatItCannotBeWritten() throws IOException {
        Files.createDirectories(folder.resolve("writable/in the way"));

        assertThat(FolderFault.of(folder)).startsWith(folder + " cannot be written (").doesNotContain("\n");
    }
}
