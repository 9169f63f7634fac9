package io.doorstep.chat.socket.tomcat;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Frames of the WebSocket protocol as bytes that leave in one write, unmasked as a server's are. Not thread-safe. */
final class FrameBuffer {
    private static final int WHOLE_TEXT = 0x81;
    private static final int PING = 0x89;
    private static final int MOST_IN_A_BYTE = 125;
    private static final int IN_TWO_BYTES = 126;
    private static final int MOST_IN_TWO_BYTES = 0xffff;
    private static final int IN_EIGHT_BYTES = 127;
    private static final int LONGEST_HEADER = 10;
    private static final int AMPLE = 16 * 1024;

    private byte[] bytes = new byte[256];
    private int length;

    /** @param text in UTF-8 */
    void text(byte[] text) {
        frame(WHOLE_TEXT, text);
    }

    void ping() {
        frame(PING, new byte[0]);
    }

    private void frame(int firstByte, byte[] payload) {
        makeRoomFor(LONGEST_HEADER + payload.length);
        put(firstByte);
        if (payload.length <= MOST_IN_A_BYTE) {
            put(payload.length);
        } else if (payload.length <= MOST_IN_TWO_BYTES) {
            put(IN_TWO_BYTES);
            putLength(payload.length, Short.BYTES);
        } else {
            put(IN_EIGHT_BYTES);
            putLength(payload.length, Long.BYTES);
        }
        System.arraycopy(payload, 0, bytes, length, payload.length);
        length += payload.length;
    }

    private void makeRoomFor(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    private void putLength(long value, int inBytes) {
        for (int left = inBytes - 1; left >= 0; left--) {
            put((int) (value >>> (Byte.SIZE * left)));
        }
    }

    private void put(int value) {
        bytes[length++] = (byte) value;
    }

    /** Whether it has grown so long that nothing is gained by waiting for more. */
    boolean isAmple() {
        return length >= AMPLE;
    }

    /** All that has been added since the last call; good until more is added. */
    ByteBuffer take() {
        ByteBuffer taken = ByteBuffer.wrap(bytes, 0, length);
        length = 0;
        return taken;
    }
}
