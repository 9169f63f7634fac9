package io.doorstep.benchmarks.replay;

import io.doorstep.benchmarks.sockets.NettySockets;
import io.doorstep.benchmarks.sockets.SocketLoop;
import io.doorstep.benchmarks.sockets.Timers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Plays rows with real sockets, each client's from an address of its own, and says where it is. */
public final class Player {
    private final URI url;
    private final InetSocketAddress server;
    private final IntFunction<String> paths;
    private final Pace pace;
    private final Visitor.Stay stay;
    private final Duration progressEvery;
    private final Consumer<String> say;

    /**
     * @param paths the path each client connects to
     * @param stayNanos how long a socket is kept that no row closes
     * @param say told a line of progress, on a thread that must not wait
     */
    public Player(URI url, InetSocketAddress server, IntFunction<String> paths, Pace pace, long stayNanos,
            Duration progressEvery, Consumer<String> say) {
        this.url = url;
        this.server = server;
        this.paths = paths;
        this.pace = pace;
        this.stay = new Visitor.Stay(stayNanos);
        this.progressEvery = progressEvery;
        this.say = say;
    }

    /**
     * Plays them to the end; a row's time counts from the first one's.
     *
     * @param wait until the first is due
     */
    public Played play(List<TraceRow> rows, Duration wait) {
        return play(rows, wait, new Tally());
    }

    Played play(List<TraceRow> rows, Duration wait, Tally tally) {
        try (SocketLoop loop = new SocketLoop()) {
            Timers timers = loop.timers();
            NettySockets sockets = new NettySockets(loop.loop(), url, server, paths);
            Conductor conductor = new Conductor(rows, pace, stay.nanos(), timers, tally,
                    client -> new Visitor(client, stay, sockets, timers, tally));
            timers.after(wait.toNanos(), conductor::start);
            timers.after(wait.plus(progressEvery).toNanos(), () -> sayProgress(conductor, timers));
            boolean ended = conductor.done().join();
            say.accept(conductor.progress());
            return Played.of(tally, ended, conductor.longestLag());
        }
    }

    private void sayProgress(Conductor conductor, Timers timers) {
        if (!conductor.done().isDone()) {
            say.accept(conductor.progress());
            timers.after(progressEvery.toNanos(), () -> sayProgress(conductor, timers));
        }
    }
}
