package io.doorstep.benchmarks.loop;

import io.doorstep.benchmarks.servers.Operator;
import io.doorstep.events.Scope;
import io.doorstep.events.json.DoorstepJson;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;

/** Notes which revisions the learner's stream and the door's status show, and when. */
final class ServiceWatch implements AutoCloseable {
    /** Between two looks at the door's status. */
    private static final long LOOK_MS = 50;
    private static final String REVISION = "revision";

    private final Stack stack;
    private final Steps steps;
    private volatile boolean closed;

    ServiceWatch(Stack stack, Steps steps) {
        this.stack = stack;
        this.steps = steps;
        Thread.ofVirtual().start(() -> again(this::followLearner));
        Thread.ofVirtual().start(() -> again(this::lookAtDoor));
    }

    private void again(Runnable watch) {
        while (!closed) {
            try {
                watch.run();
            } catch (UncheckedIOException _) {
                // What it does not show meanwhile is missed, and told in the end.
            }
            try {
                Thread.sleep(LOOK_MS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void followLearner() {
        stack.learner().follow("/api/stream", new ServerSentEvents((name, data) -> {
            if (name.equals(REVISION)) {
                saw(Place.API, DoorstepJson.mapper().readTree(data));
            }
        }));
    }

    private void lookAtDoor() {
        JsonNode status = DoorstepJson.mapper().readTree(stack.door().get("/api/debug/websocket-status"));
        status.at("/limits/scopes").forEach(scope -> saw(Place.DOOR, scope));
    }

    private void saw(Place place, JsonNode revision) {
        if (revision.path("scope").stringValue("").equals(Scope.DEFAULT.name())) {
            steps.saw(place, Sighting.of(revision), System.currentTimeMillis());
        }
    }

    /** What is under way ends with the stack. */
    @Override
    public void close() {
        closed = true;
    }
}
