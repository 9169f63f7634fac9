package io.doorstep.benchmarks.soak;

import io.doorstep.benchmarks.servers.RunningJvm;
import io.doorstep.events.json.DoorstepJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * All threads of a service at one moment that were writing to a socket or closing one.
 *
 * @param busy what each was doing, by the thread's id
 */
record ThreadDump(Map<String, String> busy) {
    private static final Pattern WRITE_OR_CLOSE = Pattern
            .compile("tomcat\\.websocket\\.(server\\.)?Ws(Session|RemoteEndpoint)|sun\\.nio\\.ch\\.SocketChannelImpl"
                    + "\\.(blockingWriteFully|write|implClose)");

    static ThreadDump of(RunningJvm jvm) {
        try {
            Path folder = Files.createTempDirectory("benchmark-threads");
            Path file = folder.resolve("threads.json");
            try {
                jvm.dumpThreads(file);
                return parse(Files.readString(file));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param json as the virtual machine writes it */
    static ThreadDump parse(String json) {
        Map<String, String> busy = new TreeMap<>();
        JsonNode dump = DoorstepJson.mapper().readTree(json).path("threadDump");
        for (JsonNode container : dump.path("threadContainers")) {
            for (JsonNode thread : container.path("threads")) {
                for (JsonNode frame : thread.path("stack")) {
                    if (WRITE_OR_CLOSE.matcher(frame.asString("")).find()) {
                        busy.putIfAbsent(thread.path("tid").asString("?"),
                                thread.path("name").asString("") + " at " + frame.asString(""));
                    }
                }
            }
        }
        return new ThreadDump(busy);
    }

    /** What the threads do that were busy in an earlier dump, too. */
    ThreadDump since(ThreadDump earlier) {
        Map<String, String> still = new TreeMap<>(busy);
        still.keySet().retainAll(earlier.busy.keySet());
        return new ThreadDump(still);
    }
}
