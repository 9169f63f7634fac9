package io.doorstep.stack;

import io.doorstep.stack.broker.FolderFault;
import io.doorstep.support.files.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder that keeps what outlives a run. It belongs to one running stack at a time. */
final class DataFolder implements AutoCloseable {
    private static final String BROKER = "broker";

    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Takes the folder until it is closed or the process ends, however that ends. */
    static DataFolder open(Path folder) {
        try {
            OwnerOnly.folder(folder);
            OwnerOnly.folder(folder.resolve(BROKER));
            FileChannel lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (taken(lock)) {
                lock.close();
                throw StartRefused.because("The data folder " + folder + " is in use by another running Doorstep: stop"
                        + " that one, or choose another folder with --" + StackSettings.DATA_DIR + "=FOLDER.", null);
            }
            return new DataFolder(folder, lock);
        } catch (IOException e) {
            throw StartRefused
                    .because("The data folder " + folder + " cannot be used (" + e + "): choose another with --"
                            + StackSettings.DATA_DIR + "=FOLDER.", e);
        }
    }

    private static boolean taken(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    Path path() {
        return folder;
    }

    Path broker() {
        return folder.resolve(BROKER);
    }

    /** Kafka says badly, and late, that its folder takes no records. */
    void requireRoom() {
        String fault = FolderFault.ofWriting(broker());
        if (fault != null) {
            throw StartRefused.because("The Kafka broker does not start: " + fault + ". Mend that, or choose another"
                    + " folder with --" + StackSettings.DATA_DIR + "=FOLDER.", null);
        }
    }

    /** The secret of this folder, made when first asked for and readable by its owner alone. */
    String secret() {
        Path file = folder.resolve("secret");
        try {
            if (!Files.exists(file)) {
                Path draft = folder.resolve("secret.new");
                Files.deleteIfExists(draft);
                OwnerOnly.file(draft);
                Files.writeString(draft, RandomText.ofBytes(32));
                Files.move(draft, file);
            }
            OwnerOnly.file(file);
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw StartRefused.because("The file " + file + " holds no secret: delete it, and a new one is made;"
                        + " clients are then known by other keys.", null);
            }
            return secret;
        } catch (IOException e) {
            throw StartRefused.because("The secret cannot be kept in " + file + " (" + e + ").", e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
