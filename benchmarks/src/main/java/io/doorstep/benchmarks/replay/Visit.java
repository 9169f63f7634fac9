package io.doorstep.benchmarks.replay;

import io.doorstep.benchmarks.sockets.Sockets;
import io.doorstep.benchmarks.sockets.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One socket of one client, from the attempt to its end. */
final class Visit implements Sockets.Listener {
    /** A socket is not closed while acknowledgements are on their way, unless they take this long. */
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private record Unsent(String id, String label) {}

    private final String label;
    private final Tally tally;
    private final Timers timers;
    private final Consumer<Visit> onGone;
    private final Consumer<Visit> onEnded;
    private final Deque<Unsent> queue = new ArrayDeque<>();
    private final Map<String, String> labelsOfSent = new HashMap<>();
    private Sockets.@Nullable Line line;
    private boolean settled;
    private boolean rejected;
    private boolean leaving;
    private boolean impatient;
    private boolean closing;
    private int messages;
    private long lastUseNanos;

    /**
     * @param onGone told once, when messages and disconnects no longer belong to this visit
     * @param onEnded told once, when its socket is no more; not before {@code onGone}
     */
    Visit(String label, Tally tally, Timers timers, Consumer<Visit> onGone, Consumer<Visit> onEnded) {
        this.label = label;
        this.tally = tally;
        this.timers = timers;
        this.onGone = onGone;
        this.onEnded = onEnded;
    }

    void begin(Sockets sockets, int client) {
        tally.attempt(label);
        lastUseNanos = timers.nanos();
        line = sockets.open(client, this);
    }

    void say(String messageLabel) {
        tally.message(messageLabel);
        lastUseNanos = timers.nanos();
        queue.add(new Unsent("m" + ++messages, messageLabel));
        flush();
    }

    /** When it was opened, or when the last message was said. */
    long lastUseNanos() {
        return lastUseNanos;
    }

    /** Closes the socket as soon as it is known what became of it and of what was said on it. */
    void leave() {
        if (leaving) {
            return;
        }
        leaving = true;
        onGone.accept(this);
        timers.after(PATIENCE_NANOS, () -> {
            impatient = true;
            closeIfQuiet();
        });
        closeIfQuiet();
    }

    private void flush() {
        if (!settled || rejected || closing || line == null) {
            return;
        }
        for (Unsent next = queue.poll(); next != null; next = queue.poll()) {
            labelsOfSent.put(next.id(), next.label());
            line.send(next.id(), "Message " + next.id().substring(1) + " of a replay");
        }
    }

    private boolean quiet() {
        return settled && (impatient || (queue.isEmpty() && labelsOfSent.isEmpty()));
    }

    private void closeIfQuiet() {
        if (leaving && quiet() && !rejected && !closing && line != null) {
            closing = true;
            line.close();
        }
    }

    @Override
    public void admitted(String connectionId) {
        settled = true;
        tally.admitted(label, connectionId);
        flush();
        closeIfQuiet();
    }

    @Override
    public void rejected(String code) {
        settled = true;
        rejected = true;
        tally.rejected(label, code);
        gone();
    }

    /** A 503 is a refusal that the events account for; any other answer is an error. */
    @Override
    public void turnedAway(int httpStatus) {
        if (httpStatus != SERVICE_UNAVAILABLE) {
            failed("the upgrade was answered with " + httpStatus);
            return;
        }
        rejected(EventLedger.SHED);
        ended(httpStatus);
    }

    @Override
    public void acknowledged(String messageId) {
        String messageLabel = labelsOfSent.remove(messageId);
        if (messageLabel != null) {
            tally.acknowledged(messageLabel);
        }
        closeIfQuiet();
    }

    @Override
    public void messageRefused(String messageId, String code) {
        String messageLabel = labelsOfSent.remove(messageId);
        if (messageLabel != null) {
            tally.messageRefused(messageLabel, code);
        }
        closeIfQuiet();
    }

    @Override
    public void ended(int status) {
        closing = true;
        tally.ended();
        gone();
        onEnded.accept(this);
    }

    @Override
    public void failed(String problem) {
        if (settled) {
            tally.broken(label, problem);
        } else {
            settled = true;
            rejected = true;
            tally.failed(label, problem);
        }
        closing = true;
        gone();
        onEnded.accept(this);
    }

    private void gone() {
        queue.forEach(message -> tally.unsent(message.label()));
        queue.clear();
        if (!leaving) {
            leaving = true;
            onGone.accept(this);
        }
    }
}
