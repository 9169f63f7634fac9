package io.doorstep.chat.kafka.spool;

import io.doorstep.support.kafka.RecordHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** How a record lies on disk: all that Kafka is given, so that it keeps its source and sequence over restarts. */
public final class SpoolFormat {
    private static final int VERSION = 1;

    private SpoolFormat() {}

    public static byte[] write(ProducerRecord<String, byte[]> record) {
        Header[] headers = record.headers().toArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(record.value().length + 512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(record.topic());
            out.writeUTF(record.key());
            out.writeLong(record.timestamp());
            out.writeByte(headers.length);
            for (Header header : headers) {
                out.writeUTF(header.key());
                writeBytes(out, header.value());
            }
            writeBytes(out, record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** @throws IOException where this is nothing that {@link #write} has written */
    static ProducerRecord<String, byte[]> read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException("a record of version " + version);
            }
            String topic = in.readUTF();
            String key = in.readUTF();
            long time = in.readLong();
            Headers headers = RecordHeaders.empty();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                headers.add(in.readUTF(), readBytes(in));
            }
            return new ProducerRecord<>(topic, null, time, key, readBytes(in), headers);
        }
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a record that ends too early");
        }
        return in.readNBytes(length);
    }
}
