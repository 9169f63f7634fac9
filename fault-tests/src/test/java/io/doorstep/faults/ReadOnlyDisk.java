package io.doorstep.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small disk of its own with ext4 on it, which the kernel makes read-only while files are open for writing, as it does
 * when a disk fails ({@code errors=remount-ro} in ext4(5)).
 */
final class ReadOnlyDisk implements AutoCloseable {
    private final Path image;
    private final Path folder;

    private ReadOnlyDisk(Path image, Path folder) {
        this.image = image;
        this.folder = folder;
    }

    /** It is written to as yet. Skips the test where this user may not mount, or there is no ext4. */
    static ReadOnlyDisk mount(Path folder, int megabytes) throws IOException, InterruptedException {
        Path image = Files.createTempFile("doorstep-disk", ".ext4");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength((long) megabytes << 20);
        }
        String said = Mount.run("mkfs.ext4", "-q", "-F", image.toString());
        if (said.isEmpty()) {
            said = Mount.run("mount", "-o", "loop,errors=remount-ro", image.toString(), folder.toString());
        }
        if (!said.isEmpty()) {
            Files.delete(image);
        }
        assumeTrue(said.isEmpty(), "a disk with ext4 cannot be mounted here: " + said);
        return new ReadOnlyDisk(image, folder);
    }

    void fail() throws IOException, InterruptedException {
        String said = Mount.run("mount", "-o", "remount,abort", folder.toString());
        if (!said.isEmpty()) {
            throw new IOException(said);
        }
    }

    @Override
    public void close() throws IOException {
        Mount.end(folder);
        Files.delete(image);
    }
}
