package io.doorstep.benchmarks.loop;

import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.Operator;
import io.doorstep.benchmarks.servers.Server;
import io.doorstep.benchmarks.servers.ServerOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The stack that is played against.
 *
 * @param sockets where the door's sockets are
 * @param parts what is closed with it, in this order
 */
record Stack(URI sockets, Operator door, Operator learner, String bootstrapServers,
        List<AutoCloseable> parts) implements AutoCloseable {

    /** A broker, a door and a learner as processes, with windows that fit the speed. */
    static Stack start(ServerOptions servers, Windows windows) {
        List<AutoCloseable> parts = new ArrayList<>();
        try {
            Broker broker = servers.requiredBroker();
            parts.addFirst(broker);
            Server door = servers.doorstep(broker, windows.ofDoor());
            parts.addFirst(door);
            Server learner = servers.learner(broker, windows.ofLearner());
            parts.addFirst(learner);
            return new Stack(door.socket("/"), door.operator(), learner.operator(), broker.bootstrapServers(),
                    List.copyOf(parts));
        } catch (RuntimeException e) {
            closeAll(parts);
            throw e;
        }
    }

    /** One that runs already, on this machine. */
    static Stack at(URI sockets, URI learner, String bootstrapServers, String password) {
        Operator door = new Operator(
                URI.create("http://" + sockets.getAuthority()), password);
        Operator tuner = new Operator(learner, password);
        return new Stack(sockets, door, tuner, bootstrapServers, List.of(door, tuner));
    }

    private static void closeAll(List<AutoCloseable> parts) {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        closeAll(parts);
    }
}
