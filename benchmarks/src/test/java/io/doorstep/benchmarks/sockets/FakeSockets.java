package io.doorstep.benchmarks.sockets;

import java.util.ArrayList;
import java.util.List;

/** Sockets that do nothing but remember. */
public final class FakeSockets implements Sockets {
    public final List<FakeLine> lines = new ArrayList<>();

    /** One of them; the test plays the server through {@code listener}. */
    public static final class FakeLine implements Line {
        public final int client;
        public final Listener listener;
        public final List<String> sent = new ArrayList<>();
        public boolean closed;

        FakeLine(int client, Listener listener) {
            this.client = client;
            this.listener = listener;
        }

        @Override
        public void send(String messageId, String text) {
            sent.add(messageId);
        }

        @Override
        public void close() {
            closed = true;
            listener.ended(1000);
        }

        @Override
        public void reset() {
            listener.failed("ended without a close frame");
        }
    }

    @Override
    public Line open(int client, Listener listener) {
        FakeLine line = new FakeLine(client, listener);
        lines.add(line);
        return line;
    }

    public FakeLine last() {
        return lines.getLast();
    }
}
