package io.doorstep.support.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class OwnerOnlyTests {
    @TempDir
    private Path folder;

    @Test
    void folder_isForItsOwner_asAreThoseMadeAboveIt() throws IOException {
        OwnerOnly.folder(folder.resolve("data/spool"));

        assertThat(permissions(folder.resolve("data"))).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("data/spool"))).isEqualTo("rwx------");
    }

    @Test
    void folder_isNarrowed_whenItWasThereBefore() throws IOException {
        Path spool = with(Files.createDirectory(folder.resolve("spool")), "rwxr-xr-x");

        OwnerOnly.folder(spool);

        assertThat(permissions(spool)).isEqualTo("rwx------");
    }

    @Test
    void folder_stays_whenAnybodyMayWriteToIt() throws IOException {
        Path shared = with(Files.createDirectory(folder.resolve("shared")), "rwxrwxrwx");

        OwnerOnly.folder(shared);

        assertThat(permissions(shared)).isEqualTo("rwxrwxrwx");
    }

    @Test
    void file_isForItsOwner_madeOrFound() throws IOException {
        Path found = with(Files.writeString(folder.resolve("found"), "kept"), "rw-rw-rw-");

        OwnerOnly.file(found);
        OwnerOnly.file(folder.resolve("made"));

        assertThat(permissions(found)).isEqualTo("rw-------");
        assertThat(found).hasContent("kept");
        assertThat(permissions(folder.resolve("made"))).isEqualTo("rw-------");
    }

    @Test
    void filesIn_areNarrowed_andFoldersAmongThemStay() throws IOException {
        Path file = with(Files.createFile(folder.resolve("file")), "rw-r--r--");
        Path inner = with(Files.createDirectory(folder.resolve("inner")), "rwxr-xr-x");

        OwnerOnly.filesIn(folder);

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(inner)).isEqualTo("rwxr-xr-x");
    }

    private static Path with(Path path, String permissions) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
