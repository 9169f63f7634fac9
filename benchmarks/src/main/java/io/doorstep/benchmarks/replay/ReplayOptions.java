package io.doorstep.benchmarks.replay;

import io.doorstep.benchmarks.commands.CommandOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the command line says. */
final class ReplayOptions extends CommandOptions {
    @Parameters(paramLabel = "TRACE", description = "The trace: timestamp_ms,client_id,kind,label per line, .csv or .csv.gz.")
    Path trace = Path.of("");

    @Option(names = "--url", defaultValue = "ws://localhost:8000", paramLabel = "URL", description = "Where the chat service is; on this machine only. Default: ${DEFAULT-VALUE}")
    URI url = URI.create("ws://localhost:8000");

    @Option(names = "--bootstrap-servers", defaultValue = "localhost:9092", paramLabel = "HOST:PORT", description = "Where its Kafka is. Default: ${DEFAULT-VALUE}")
    String bootstrapServers = "";

    @Option(names = "--speed", defaultValue = "1", paramLabel = "N|max", description = "How many times faster than recorded; max: as fast as can be, sockets close once they are "
            + "answered. Default: ${DEFAULT-VALUE}")
    String speed = "1";

    @Option(names = "--stay", defaultValue = "30s", paramLabel = "SPAN", description = "How long a page visit keeps its socket, in time of the trace: 500ms, 30s, 10m, 2h. "
            + "Default: ${DEFAULT-VALUE}")
    String stay = "30s";

    @Option(names = "--from", defaultValue = "0s", paramLabel = "SPAN", description = "Leave out the rows before this time of the trace. Default: ${DEFAULT-VALUE}")
    String from = "0s";

    @Option(names = "--limit-rows", defaultValue = "0", paramLabel = "N", description = "Play at most this many rows; 0: all. Default: ${DEFAULT-VALUE}")
    int limitRows;

    @Option(names = "--products", defaultValue = "11", split = ",", paramLabel = "ID", description = "Products that the clients are spread over. Default: ${DEFAULT-VALUE}")
    List<String> products = List.of("11");

    @Option(names = "--await-revision", defaultValue = "0", paramLabel = "SECONDS", description = "Wait this long for a revision of the limits after the run, and fail if none came since its "
            + "start; 0: do not wait. Default: ${DEFAULT-VALUE}")
    int awaitRevision;

    @Option(names = "--dry-run", description = "Only say what is in the trace.")
    boolean dryRun;

    Pace pace() {
        if (speed.equals("max")) {
            return new Pace(Double.POSITIVE_INFINITY);
        }
        try {
            return new Pace(Double.parseDouble(speed));
        } catch (IllegalArgumentException _) {
            throw wrong("--speed is a number above 0, or max, not " + speed);
        }
    }

    long stayNanos() {
        return pace().nanos(span("--stay", stay).toMillis());
    }

    List<TraceRow> rows() throws BadTraceException {
        List<TraceRow> all = TraceReader.read(trace);
        long start = all.getFirst().timestampMs() + span("--from", from).toMillis();
        List<TraceRow> rows = new ArrayList<>(all.stream().filter(row -> row.timestampMs() >= start).toList());
        if (rows.isEmpty()) {
            throw new BadTraceException("The trace " + trace + " has no rows after --from " + from + ".");
        }
        return limitRows > 0 && limitRows < rows.size() ? rows.subList(0, limitRows) : rows;
    }

    /** The service's address; refused where it is not on this machine, because a replay is load. */
    InetSocketAddress server() {
        return argument(() -> LoopbackServer.of(url));
    }

    /** The path a client connects to: always the same product and session. */
    String path(int client) {
        return "/ws/chat/customer/" + products.get(client % products.size()) + "/replay-" + client;
    }
}
