package io.doorstep.testing.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A lock that JVMs share, or one has alone. It is on a file, and locks of files are not fair: whoever waits for one holds
 * the turn, a second lock, and {@link #letOthersIn()} waits for that. Not thread-safe.
 */
final class MachineLock {
    private final Path folder;
    private @Nullable FileLock held;

    /** @param folder the same in all JVMs; made where it is missing */
    MachineLock(Path folder) {
        this.folder = folder;
    }

    /** Waits while another JVM has it alone. */
    void share() {
        take(true);
    }

    /** Waits while another JVM has it. */
    void haveAlone() {
        take(false);
    }

    /** Lets in a JVM that waits to have it alone, and comes back when that is through. Does nothing unless it is shared. */
    void letOthersIn() {
        if (held != null && held.isShared()) {
            release();
            share();
        }
    }

    void release() {
        if (held != null) {
            close(held.acquiredBy());
            held = null;
        }
    }

    private void take(boolean shared) {
        FileChannel turn = open("machine.turn");
        try {
            turn.lock();
            held = open("machine.lock").lock(0, Long.MAX_VALUE, shared);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            close(turn);
        }
    }

    private FileChannel open(String name) {
        try {
            return FileChannel.open(Files.createDirectories(folder).resolve(name), StandardOpenOption.CREATE,
                    StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was locked through it is free then. */
    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
