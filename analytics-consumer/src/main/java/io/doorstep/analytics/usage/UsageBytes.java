package io.doorstep.analytics.usage;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.Scope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The fold as bytes, led by the version of the form. Codes go by name, so that a code may be added anywhere in the
 * enumeration. Not JSON: each event reads and writes one of these.
 */
final class UsageBytes {
    private static final byte VERSION = 1;

    private UsageBytes() {}

    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    static byte[] write(Writer content) {
        var bytes = new ByteArrayOutputStream(128);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static <T> T read(byte[] bytes, Reader<T> content) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("usage of version " + version + " cannot be read");
            }
            return content.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void writeClient(DataOutputStream out, ClientUsage usage) throws IOException {
        out.writeShort(usage.tallies().size());
        for (var entry : usage.tallies().entrySet()) {
            out.writeUTF(entry.getKey().name());
            Tally tally = entry.getValue();
            out.writeLong(tally.attempts());
            out.writeLong(tally.admitted());
            out.writeLong(tally.failedOpen());
            out.writeLong(tally.peakConnections());
            out.writeLong(tally.poolPeak());
            writeCodes(out, tally.rejected());
        }
    }

    static ClientUsage readClient(DataInputStream in) throws IOException {
        Map<Scope, Tally> tallies = new HashMap<>();
        for (int left = in.readShort(); left > 0; left--) {
            Scope scope = new Scope(in.readUTF());
            long attempts = in.readLong();
            long admitted = in.readLong();
            long failedOpen = in.readLong();
            long peakConnections = in.readLong();
            long poolPeak = in.readLong();
            tallies.put(scope, new Tally(attempts, admitted, failedOpen, readCodes(in), peakConnections, poolPeak));
        }
        return new ClientUsage(tallies);
    }

    static void writeCodes(DataOutputStream out, Map<ErrorCode, Long> codes) throws IOException {
        out.writeByte(codes.size());
        for (var entry : codes.entrySet()) {
            out.writeUTF(entry.getKey().name());
            out.writeLong(entry.getValue());
        }
    }

    static Map<ErrorCode, Long> readCodes(DataInputStream in) throws IOException {
        var codes = new EnumMap<ErrorCode, Long>(ErrorCode.class);
        for (int left = in.readByte(); left > 0; left--) {
            codes.put(ErrorCode.valueOf(in.readUTF()), in.readLong());
        }
        return codes;
    }

    static void writeLongs(DataOutputStream out, Collection<Long> values) throws IOException {
        out.writeInt(values.size());
        for (long value : values) {
            out.writeLong(value);
        }
    }

    static List<Long> readLongs(DataInputStream in) throws IOException {
        List<Long> values = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            values.add(in.readLong());
        }
        return values;
    }

    static void writeMap(DataOutputStream out, Map<Long, Long> values) throws IOException {
        writeLongs(out, values.keySet());
        writeLongs(out, values.values());
    }

    static NavigableMap<Long, Long> readMap(DataInputStream in) throws IOException {
        List<Long> keys = readLongs(in);
        List<Long> values = readLongs(in);
        NavigableMap<Long, Long> map = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), values.get(i));
        }
        return map;
    }
}
