package io.doorstep.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTests {
    @TempDir
    private Path folder;

    @Test
    void secretIsTheSame_whenTheFolderIsOpenedAgain() throws Exception {
        String first;
        try (DataFolder data = DataFolder.open(folder)) {
            first = data.secret();
        }
        try (DataFolder data = DataFolder.open(folder)) {
            assertThat(data.secret()).isEqualTo(first).hasSizeGreaterThanOrEqualTo(43);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void secretIsForItsOwnerAlone_whenMade() throws Exception {
        try (DataFolder data = DataFolder.open(folder)) {
            data.secret();
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void refuses_whenTheSecretIsEmpty() throws Exception {
        Files.writeString(folder.resolve("secret"), "\n");
        try (DataFolder data = DataFolder.open(folder)) {
            assertThatThrownBy(data::secret).isInstanceOf(StartRefused.class).hasMessageContaining("holds no secret");
        }
    }

    @Test
    void refuses_whenTheFolderIsInUse() throws Exception {
        try (DataFolder _ = DataFolder.open(folder)) {
            assertThatThrownBy(() -> DataFolder.open(folder))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("is in use by another running Doorstep");
        }
    }

    @Test
    void refuses_whenAFileIsInTheWay() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("cannot be used");
    }
}
