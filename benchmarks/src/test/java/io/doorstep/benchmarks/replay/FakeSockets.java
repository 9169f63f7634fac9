package io.doorstep.benchmarks.replay;

import io.doorstep.benchmarks.sockets.Sockets;
import java.util.ArrayList;
import java.util.List;

/** Sockets that do nothing but remember. */
final class FakeSockets implements Sockets {
    final List<FakeLine> lines = new ArrayList<>();

    /** One of them; the test plays the server through {@code listener}. */
    static final class FakeLine implements Line {
        final int client;
        final Listener listener;
        final List<String> sent = new ArrayList<>();
        boolean closed;

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
    }

    @Override
    public Line open(int client, Listener listener) {
        FakeLine line = new FakeLine(client, listener);
        lines.add(line);
        return line;
    }

    FakeLine last() {
        return lines.getLast();
    }
}
