package io.doorstep.benchmarks.soak;

import io.doorstep.benchmarks.sockets.WildLine;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Frames that no good client sends. */
public final class Nonsense {
    private static final List<Consumer<WildLine>> ALL = List.of(
            line -> line.text("{"),
            line -> line.text("[]"),
            line -> line.text("{\"type\":\"shout\"}"),
            line -> line.text("{\"type\":\"message\",\"client_message_id\":5}"),
            line -> line.text("{\"type\":\"resume\",\"after\":\"yesterday\"}"),
            line -> line.text("x".repeat(40_000)),
            // Not masked.
            line -> line.raw(bytes(0x81, 0x02, 'h', 'i')),
            // An opcode that is reserved, and bits that are.
            line -> line.raw(bytes(0x83, 0x80, 0, 0, 0, 0)),
            line -> line.raw(bytes(0xf1, 0x80, 0, 0, 0, 0)),
            // Not UTF-8.
            line -> line.raw(bytes(0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28)),
            // A binary frame.
            line -> line.raw(bytes(0x82, 0x81, 0, 0, 0, 0, 7)),
            // A length that is not minimal, and one of 2^62.
            line -> line.raw(bytes(0x81, 0xfe, 0, 1, 0, 0, 0, 0, 'x')),
            line -> line.raw(bytes(0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
            // A continuation of nothing, and the beginning of something that never ends.
            line -> line.raw(bytes(0x80, 0x80, 0, 0, 0, 0)),
            line -> line.raw(bytes(0x01, 0x81, 0, 0, 0, 0, 'x')),
            // A ping in pieces, and a close with half a status.
            line -> line.raw(bytes(0x09, 0x80, 0, 0, 0, 0)),
            line -> line.raw(bytes(0x88, 0x81, 0, 0, 0, 0, 3)),
            // The head of a frame without its body.
            line -> line.raw(bytes(0x81)));

    private Nonsense() {}

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    public static void send(WildLine line, Random random) {
        ALL.get(random.nextInt(ALL.size())).accept(line);
    }
}
