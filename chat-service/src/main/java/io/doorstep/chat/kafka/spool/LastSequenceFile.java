package io.doorstep.chat.kafka.spool;

import io.doorstep.support.files.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The last sequence that one source gave, in a file that is mapped into memory: to note it costs no call to the system,
 * and it outlives the process, however that ends. A power failure may lose it.
 */
public record LastSequenceFile(Path file, MappedByteBuffer memory) {

    /** @throws IOException where the disk has no room for it, too */
    public static LastSequenceFile make(Path file) throws IOException {
        OwnerOnly.file(file);
        Files.write(file, new byte[Long.BYTES]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new LastSequenceFile(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
        }
    }

    public void note(long sequence) {
        memory.putLong(0, sequence);
    }

    /** What was noted in this file last. */
    public static long read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != Long.BYTES) {
            throw new IOException(file + " is not of " + Long.BYTES + " bytes");
        }
        return ByteBuffer.wrap(bytes).getLong();
    }

    /** It has been told, or there is nothing to tell. */
    public void delete() throws IOException {
        Files.delete(file);
    }
}
