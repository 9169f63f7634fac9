package io.doorstep.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a small database of countries, as the MaxMind DB specification 2.0 has it: IPv6, records of 24 bits. */
final class CountryFile {
    private static final int UTF8 = 2;
    private static final int UINT16 = 5;
    private static final int UINT32 = 6;
    private static final int MAP = 7;
    private static final int UINT64 = 9;
    private static final int ARRAY = 11;
    private static final int SEPARATOR = 16;
    private static final int IPV4_DEPTH = 96;
    private static final byte[] MARKER = {(byte) 0xab, (byte) 0xcd, (byte) 0xef, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.',
            'c', 'o', 'm'};

    private final List<int[]> nodes = new ArrayList<>(List.of(new int[2]));
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final Map<Integer, Integer> leaves = new LinkedHashMap<>();
    private final Instant built;

    private CountryFile(Instant built) {
        this.built = built;
    }

    static CountryFile of(Instant built) {
        return new CountryFile(built);
    }

    /** As MaxMind's own have it: {@code {"country":{"iso_code":"DE"}}}. */
    CountryFile with(String network, String country) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        control(record, MAP, 1);
        text(record, "country");
        control(record, MAP, 1);
        text(record, "iso_code");
        text(record, country);
        return add(network, record);
    }

    /** As others have it: {@code {"country_code":"DE"}}. */
    CountryFile withFlat(String network, String field, String country) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        control(record, MAP, 1);
        text(record, field);
        text(record, country);
        return add(network, record);
    }

    private CountryFile add(String network, ByteArrayOutputStream record) {
        int offset = data.size();
        data.writeBytes(record.toByteArray());
        String[] parts = network.split("/", 2);
        byte[] address = address(parts[0]);
        boolean isIpv4 = address.length == 4;
        int length = Integer.parseInt(parts[1]) + (isIpv4 ? IPV4_DEPTH : 0);
        int node = 0;
        for (int depth = 0; depth < length; depth++) {
            int bitOfAddress = isIpv4 ? depth - IPV4_DEPTH : depth;
            int bit = bitOfAddress < 0 ? 0 : address[bitOfAddress / 8] >> (7 - bitOfAddress % 8) & 1;
            if (depth == length - 1) {
                leaves.put(node * 2 + bit, offset);
            } else {
                if (nodes.get(node)[bit] == 0) {
                    nodes.add(new int[2]);
                    nodes.get(node)[bit] = nodes.size() - 1;
                }
                node = nodes.get(node)[bit];
            }
        }
        return this;
    }

    private static byte[] address(String literal) {
        try {
            return InetAddress.ofLiteral(literal).getAddress();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(literal, e);
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int node = 0; node < nodes.size(); node++) {
            for (int bit = 0; bit < 2; bit++) {
                Integer leaf = leaves.get(node * 2 + bit);
                int next = nodes.get(node)[bit];
                number(file, leaf != null ? nodes.size() + SEPARATOR + leaf : next == 0 ? nodes.size() : next, 3);
            }
        }
        file.writeBytes(new byte[SEPARATOR]);
        file.writeBytes(data.toByteArray());
        file.writeBytes(MARKER);
        metadata(file);
        return file.toByteArray();
    }

    private void metadata(ByteArrayOutputStream out) {
        control(out, MAP, 9);
        text(out, "node_count");
        unsigned(out, UINT32, nodes.size(), 4);
        text(out, "record_size");
        unsigned(out, UINT16, 24, 2);
        text(out, "ip_version");
        unsigned(out, UINT16, 6, 2);
        text(out, "database_type");
        text(out, "Test-Country");
        text(out, "languages");
        control(out, ARRAY, 0);
        text(out, "binary_format_major_version");
        unsigned(out, UINT16, 2, 2);
        text(out, "binary_format_minor_version");
        unsigned(out, UINT16, 0, 2);
        text(out, "build_epoch");
        unsigned(out, UINT64, built.getEpochSecond(), 8);
        text(out, "description");
        control(out, MAP, 0);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        control(out, UTF8, bytes.length);
        out.writeBytes(bytes);
    }

    private static void unsigned(ByteArrayOutputStream out, int type, long value, int bytes) {
        control(out, type, bytes);
        number(out, value, bytes);
    }

    /** Types past 7 are in a second byte. All sizes of this file are below 29. */
    private static void control(ByteArrayOutputStream out, int type, int size) {
        out.write((type > MAP ? 0 : type) << 5 | size);
        if (type > MAP) {
            out.write(type - MAP);
        }
    }

    private static void number(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >> (8 * i)));
        }
    }

    /** In place of what was there, at once. */
    Path writeTo(Path file) {
        return write(file, bytes());
    }

    static Path write(Path file, byte[] bytes) {
        try {
            Path written = Files.write(file.resolveSibling(file.getFileName() + ".new"), bytes);
            return Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
