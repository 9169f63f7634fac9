package io.doorstep.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The TCP connections of this machine as Linux lists them in {@code /proc/net/tcp}: proc_pid_net(5). */
final class SystemConnections {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;
    private static final String NO_PROCESS = "0";

    private SystemConnections() {}

    static boolean areKnown() {
        return Files.isReadable(TABLES.getFirst());
    }

    /** Whether a process holds the end of the connection that is at one port, the other being at another. */
    static boolean isHeld(int localPort, int remotePort) {
        return TABLES.stream().filter(Files::isReadable).flatMap(table -> lines(table).stream())
                .map(line -> line.strip().split("\\s+"))
                .anyMatch(columns -> columns.length > INODE && columns[LOCAL].endsWith(port(localPort))
                        && columns[REMOTE].endsWith(port(remotePort)) && !columns[INODE].equals(NO_PROCESS));
    }

    private static String port(int number) {
        return String.format(Locale.ROOT, ":%04X", number);
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
