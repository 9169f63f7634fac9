package io.doorstep.benchmarks.conversation;

import io.doorstep.benchmarks.sockets.Sockets;
import io.doorstep.benchmarks.sockets.Timers;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One who writes and, where the proof asks for one, another in the same conversation who hears it. */
final class Pair {
    private static final String TEXT = "Is this one still to be had in blue?";

    private final Timers timers;
    private final Proof proof;
    private final Listener listener;
    private final Map<String, Sent> underWay = new HashMap<>();
    private Sockets.@Nullable Line writer;
    private Sockets.@Nullable Line hearer;
    private int present;
    private int said;
    private boolean leaving;

    /** Hears how a pair fares. */
    interface Listener {
        void gathered();

        /** A message is answered after so many nanoseconds. */
        void answered(long nanos);

        /** A message has arrived, in all that its proof takes. */
        void arrived(Pair pair);

        void left();

        void failed(String problem);
    }

    private static final class Sent {
        private final long nanos;
        private boolean answered;
        private boolean heard;

        Sent(long nanos) {
            this.nanos = nanos;
        }
    }

    Pair(Timers timers, Proof proof, Listener listener) {
        this.timers = timers;
        this.proof = proof;
        this.listener = listener;
    }

    /** @param client the first of as many as the proof takes */
    void come(Sockets sockets, int client) {
        writer = sockets.open(client, new Writer());
        if (proof.sockets() > 1) {
            hearer = sockets.open(client + 1, new Hearer());
        }
    }

    void say() {
        if (writer != null) {
            String id = "m" + ++said;
            underWay.put(id, new Sent(timers.nanos()));
            writer.send(id, TEXT);
        }
    }

    int underWay() {
        return underWay.size();
    }

    void leave() {
        leaving = true;
        if (writer != null) {
            writer.close();
        }
        if (hearer != null) {
            hearer.close();
        }
    }

    private void answered(String messageId) {
        Sent sent = underWay.get(messageId);
        if (sent != null && !sent.answered) {
            sent.answered = true;
            listener.answered(timers.nanos() - sent.nanos);
            check(messageId, sent);
        }
    }

    private void heard(String messageId) {
        Sent sent = underWay.get(messageId);
        if (sent != null) {
            sent.heard = true;
            check(messageId, sent);
        }
    }

    private void check(String messageId, Sent sent) {
        if (sent.answered && (sent.heard || proof.sockets() == 1)) {
            underWay.remove(messageId);
            listener.arrived(this);
        }
    }

    /** What both have in common: whatever is not talk ends the run. */
    private abstract class Member implements Sockets.Listener {
        @Override
        public void admitted(String connectionId) {
            if (++present == proof.sockets()) {
                listener.gathered();
            }
        }

        @Override
        public void rejected(String code) {
            listener.failed("a socket was refused: " + code);
        }

        @Override
        public void messageRefused(String messageId, String code) {
            listener.failed("message " + messageId + " was refused: " + code);
        }

        @Override
        public void ended(int status) {
            if (!leaving) {
                listener.failed("a socket was closed with " + status);
            } else if (--present == 0) {
                listener.left();
            }
        }

        @Override
        public void failed(String problem) {
            listener.failed("a socket broke: " + problem);
        }
    }

    private final class Writer extends Member {
        @Override
        public void acknowledged(String messageId) {
            answered(messageId);
        }

        @Override
        public void heard(String messageId) {
            if (proof.isTheMessage()) {
                answered(messageId);
            }
        }
    }

    private final class Hearer extends Member {
        @Override
        public void acknowledged(String messageId) {
            // It says nothing.
        }

        @Override
        public void heard(String messageId) {
            Pair.this.heard(messageId);
        }
    }
}
