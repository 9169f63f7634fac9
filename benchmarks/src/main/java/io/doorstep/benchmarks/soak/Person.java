package io.doorstep.benchmarks.soak;

import io.doorstep.benchmarks.sockets.NettySockets;
import io.doorstep.benchmarks.sockets.Sockets;
import io.doorstep.benchmarks.sockets.WildLine;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One socket of the crowd, which does what it was told once it is inside. */
public final class Person implements Sockets.Listener {
    private final Counts counts;
    private final Consumer<WildLine> onceInside;
    private final Consumer<Person> onGone;
    private @Nullable WildLine line;
    private boolean gone;

    /** @param onGone told once */
    public Person(Counts counts, Consumer<WildLine> onceInside, Consumer<Person> onGone) {
        this.counts = counts;
        this.onceInside = onceInside;
        this.onGone = onGone;
    }

    public void come(NettySockets sockets, int client) {
        counts.add("attempts");
        line = sockets.open(client, this);
    }

    void say(String id, String text) {
        if (!gone && line != null) {
            line.send(id, text);
        }
    }

    void leave() {
        if (!gone && line != null) {
            line.close();
        }
    }

    /** Also where it has not been let in yet. */
    void vanish() {
        if (!gone && line != null) {
            line.reset();
        }
    }

    @Override
    public void admitted(String connectionId) {
        counts.add("admitted");
        if (line != null) {
            onceInside.accept(line);
        }
    }

    @Override
    public void rejected(String code) {
        counts.add("rejected " + code);
    }

    @Override
    public void acknowledged(String messageId) {
        counts.add("acknowledged");
    }

    @Override
    public void messageRefused(String messageId, String code) {
        counts.add("refused " + code);
    }

    @Override
    public void ended(int status) {
        counts.add("closed " + status);
        gone();
    }

    @Override
    public void turnedAway(int httpStatus) {
        counts.add("turned away " + httpStatus);
        gone();
    }

    @Override
    public void failed(String problem) {
        counts.add("broke off");
        gone();
    }

    private void gone() {
        gone = true;
        onGone.accept(this);
    }
}
