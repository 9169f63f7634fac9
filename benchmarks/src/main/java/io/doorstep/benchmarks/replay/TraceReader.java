package io.doorstep.benchmarks.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.benchmarks.sockets.ClientAddresses;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trace, {@code timestamp_ms,client_id,kind,label} per line, gzipped or not, with or without that header, and with
 * or without {@code conversation_id,text_id,text_length} at the end. All of it
 * before anything is played, so that a bad row is found before the first socket opens.
 */
public final class TraceReader {
    private static final String HEADER = "timestamp_ms,client_id,kind,label";
    private static final int FIELDS = HEADER.split(",", -1).length;
    private static final int FIELDS_WITH_TEXT = FIELDS + 3;

    private final Map<String, String> labels = new HashMap<>();
    private final List<TraceRow> rows = new ArrayList<>();
    private int malformed;
    private String firstMalformed = "";

    private TraceReader() {}

    public static List<TraceRow> read(Path file) throws BadTraceException {
        if (!Files.isRegularFile(file)) {
            throw new BadTraceException("There is no trace file " + file + ".");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                BufferedReader lines = new BufferedReader(new InputStreamReader(unzipped(in), UTF_8))) {
            return new TraceReader().read(lines, file.toString());
        } catch (IOException e) {
            throw new BadTraceException("The trace " + file + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private static InputStream unzipped(InputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() | in.read() << 8;
        in.reset();
        return magic == GZIPInputStream.GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private List<TraceRow> read(BufferedReader lines, String name) throws IOException, BadTraceException {
        int number = 0;
        long latest = Long.MIN_VALUE;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank() || (number == 1 && line.strip().startsWith(HEADER))) {
                continue;
            }
            TraceRow row = row(line);
            if (row == null) {
                malformed++;
                firstMalformed = firstMalformed.isEmpty() ? "line " + number : firstMalformed;
                continue;
            }
            if (row.timestampMs() < latest) {
                throw new BadTraceException(
                        "The trace " + name + " is not sorted: line " + number + " is earlier than the one before it.");
            }
            latest = row.timestampMs();
            rows.add(row);
        }
        if (malformed > 0) {
            throw new BadTraceException("The trace " + name + " has " + malformed
                    + (malformed == 1 ? " row" : " rows") + " that are not " + HEADER + ", the first at "
                    + firstMalformed + ".");
        }
        if (rows.isEmpty()) {
            throw new BadTraceException("The trace " + name + " has no rows.");
        }
        return List.copyOf(rows);
    }

    private @Nullable TraceRow row(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != FIELDS && fields.length != FIELDS_WITH_TEXT) {
            return null;
        }
        TraceKind kind = TraceKind.named(fields[2].strip());
        try {
            long time = Long.parseLong(fields[0].strip());
            int client = Integer.parseInt(fields[1].strip());
            return kind == null || time < 0 || client < 0 || client >= ClientAddresses.CLIENTS
                    ? null
                    : new TraceRow(time, client, kind, label(fields[3].strip()), text(fields));
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static TraceRow.@Nullable Text text(String[] fields) {
        return fields.length == FIELDS
                ? null
                : new TraceRow.Text(Integer.parseInt(fields[4].strip()), Integer.parseInt(fields[5].strip()),
                        Integer.parseInt(fields[6].strip()));
    }

    /** One copy of each; control characters would disturb the terminal that shows them. */
    private String label(String text) {
        return labels.computeIfAbsent(text, t -> t.isEmpty() ? "-" : t.replaceAll("\\p{Cntrl}", "?"));
    }
}
