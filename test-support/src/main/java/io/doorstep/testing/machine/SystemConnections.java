package io.doorstep.testing.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The TCP connections of this machine as Linux lists them in {@code /proc/net/tcp}: proc_pid_net(5). */
public final class SystemConnections {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;
    private static final String NO_PROCESS = "0";

    private SystemConnections() {}

    public static boolean areKnown() {
        return Files.isReadable(TABLES.getFirst());
    }

    /** Whether a process holds the end of the connection that is at one port, the other being at another. */
    public static boolean isHeld(int localPort, int remotePort) {
        return held(localPort).contains(remotePort);
    }

    /** The ports at the other end of the connections that a process holds at one port. */
    public static Set<Integer> held(int localPort) {
        return TABLES.stream().filter(Files::isReadable).flatMap(table -> lines(table).stream())
                .filter(line -> line.contains(port(localPort))).map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > INODE && columns[LOCAL].endsWith(port(localPort))
                        && !columns[INODE].equals(NO_PROCESS))
                .map(columns -> Integer.parseInt(columns[REMOTE].substring(columns[REMOTE].indexOf(':') + 1), 16))
                .collect(Collectors.toSet());
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
