package io.doorstep.support.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders and files that nobody but their owner may read: 0700 and 0600, those too that were there before with more. Where
 * a file system knows no such permissions, they are as it makes them.
 */
public final class OwnerOnly {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /** Makes a folder, and those above it that are not there yet. One that anybody may write to, such as {@code /tmp}, stays. */
    public static void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(folder, FOLDER));
        } else if (isPosix(folder)
                && !Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
            narrow(folder, FOLDER);
        }
    }

    /** Makes an empty file, if it is not there yet. */
    public static void file(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, attributes(file, FILE));
        } else if (isPosix(file) && Files.isRegularFile(file)) {
            narrow(file, FILE);
        }
    }

    /** Narrows the files that are in a folder, and not those in folders of it. */
    public static void filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                file(file);
            }
        }
    }

    private static void narrow(Path path, Set<PosixFilePermission> wanted) throws IOException {
        if (wanted.containsAll(Files.getPosixFilePermissions(path))) {
            return;
        }
        try {
            Files.setPosixFilePermissions(path, wanted);
        } catch (FileSystemException e) {
            LOG.warn("{} may be read by others than its owner, who alone can change that: {}", path, e.toString());
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
