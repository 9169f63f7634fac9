package io.doorstep.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A small disk of its own, which can be filled up. */
final class Tmpfs implements AutoCloseable {
    private final Path folder;

    private Tmpfs(Path folder) {
        this.folder = folder;
    }

    /** Skips the test where this user may not mount. */
    static Tmpfs mount(Path folder, int megabytes) throws IOException, InterruptedException {
        String said = Mount.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
        assumeTrue(said.isEmpty(), "a disk cannot be mounted here: " + said);
        return new Tmpfs(folder);
    }

    Path folder() {
        return folder;
    }

    /** Until not another byte goes in. */
    void fill() throws IOException {
        byte[] block = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int size = block.length; size > 0;) {
                try {
                    out.write(block, 0, size);
                } catch (IOException e) {
                    size /= 2;
                }
            }
        }
    }

    void makeRoom() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    @Override
    public void close() {
        Mount.end(folder);
    }
}
