package io.doorstep.analytics.usage;

import io.doorstep.events.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The fold as bytes, led by the version of the form; earlier ones are read, since windows are open when a service is
 * replaced. Codes go by name, so that a code may be added anywhere in the enumeration. Not JSON: each commit writes one of
 * these for each client that did something.
 */
final class UsageBytes {
    private static final byte VERSION = 4;

    private UsageBytes() {}

    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    interface Reader<T> {
        /** @param version of the form, from 1 */
        T read(DataInputStream in, int version) throws IOException;
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
            if (version < 1 || version > VERSION) {
                throw new IllegalArgumentException("usage of version " + version + " cannot be read");
            }
            return content.read(in, version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
