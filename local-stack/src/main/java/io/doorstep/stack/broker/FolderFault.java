package io.doorstep.stack.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Why a broker cannot go on in its folder. */
public final class FolderFault {
    private static final String FORMATTED = "meta.properties";
    private static final String PROBE = "writable";
    /** Below this, Kafka's mapped files may break on the next page. */
    private static final int LEAST_BYTES = 4 << 20;
    private static final int PAGE = 4096;

    private FolderFault() {}

    /** @return as the end of a sentence, or null where the folder takes records */
    public static @Nullable String of(Path folder) {
        if (!Files.exists(folder.resolve(FORMATTED))) {
            return "its folder " + folder + " is gone";
        }
        return ofWriting(folder);
    }

    /** The same for a folder in which no broker has run yet. */
    public static @Nullable String ofWriting(Path folder) {
        long free = Long.MAX_VALUE;
        Path probe = folder.resolve(PROBE);
        try {
            free = Files.getFileStore(folder).getUsableSpace();
            // Some of a disk may be kept for the administrator, whom the number does not count.
            Files.write(probe, new byte[free < LEAST_BYTES * 2L ? LEAST_BYTES : PAGE]);
            Files.delete(probe);
            return null;
        } catch (IOException e) {
            try {
                Files.deleteIfExists(probe);
            } catch (IOException _) {
                // The first failure says why.
            }
            return free < LEAST_BYTES * 2L
                    ? "the disk of " + folder + " is full (" + free / 1024 + " KB free)"
                    : folder + " cannot be written (" + e + ")";
        }
    }
}
