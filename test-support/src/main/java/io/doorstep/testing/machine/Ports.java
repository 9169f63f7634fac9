package io.doorstep.testing.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine that nobody listens on. */
public final class Ports {
    private static final Path GIVEN = Path.of(System.getProperty("java.io.tmpdir"), "doorstep-test-ports");
    /** No test runs for longer. */
    private static final Duration HELD = Duration.ofHours(2);

    private Ports() {}

    /**
     * One that no other caller on this machine has been given lately, since a process takes seconds until it listens on it, and
     * a broker that is stopped for a while wants it again. Below the ports that systems give to outgoing connections: a client
     * that keeps trying while a broker is away could otherwise be given the broker's port and hold it.
     */
    public static int free() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                if (isNowGiven(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                // Taken: the next one.
            }
        }
    }

    /** False where somebody else has been given it. */
    private static boolean isNowGiven(int port) {
        Path mark = GIVEN.resolve(String.valueOf(port));
        try {
            Files.createDirectories(GIVEN);
            if (Files.exists(mark) && Files.getLastModifiedTime(mark).toInstant().isBefore(Instant.now().minus(HELD))) {
                Files.deleteIfExists(mark);
            }
            Files.createFile(mark).toFile().deleteOnExit();
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
