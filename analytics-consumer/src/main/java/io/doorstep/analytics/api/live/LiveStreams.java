package io.doorstep.analytics.api.live;

import io.doorstep.analytics.topology.readmodel.EventReplayBuffer;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Sanction;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import io.doorstep.support.threads.ThreadSupervisor;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** The streams that are open, up to a bound. They end before the web server stops, which would wait for them. */
@Component
public class LiveStreams implements SmartLifecycle {
    static final int MOST = 32;

    private final EventReplayBuffer feed;
    private final JsonMapper json;
    private final Executor senders;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    LiveStreams(EventReplayBuffer feed, JsonMapper json, ThreadSupervisor threads) {
        this.feed = feed;
        this.json = json;
        this.senders = threads.virtualThreads("stream");
    }

    /** There is no room for another stream. */
    public static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1;

        Full() {
            super("All " + MOST + " streams are taken; try again later.");
        }
    }

    /** A window that was closed. */
    record WindowView(long windowStartMs, long windowMs, long lost) {}

    /**
     * @param after id of the last event that was read; null: from now on
     * @throws Full where there is no room
     */
    SseEmitter open(@Nullable Long after) {
        var emitter = new SseEmitter(0L);
        var stream = new EventStream(new EmitterSink(emitter));
        synchronized (this) {
            if (open.size() >= MOST || !running) {
                throw new Full();
            }
            open.add(stream);
        }
        emitter.onCompletion(stream::close);
        emitter.onError(_ -> stream.close());
        List<EventReplayBuffer.Entry> missed = after == null ? fromNow(stream) : feed.subscribe(after, stream);
        senders.execute(() -> {
            try {
                stream.run(missed);
            } finally {
                feed.unsubscribe(stream);
                open.remove(stream);
                complete(emitter);
            }
        });
        return emitter;
    }

    private static void complete(SseEmitter emitter) {
        try {
            emitter.complete();
        } catch (IllegalStateException _) {
            // The container has ended it already, since its reader is gone.
        }
    }

    private List<EventReplayBuffer.Entry> fromNow(EventStream stream) {
        feed.subscribe(stream);
        return List.of();
    }

    int size() {
        return open.size();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        open.forEach(EventStream::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Server-sent events, as the standard has them. */
    private final class EmitterSink implements EventStream.Sink {
        private final SseEmitter emitter;

        EmitterSink(SseEmitter emitter) {
            this.emitter = emitter;
        }

        @Override
        public void send(EventReplayBuffer.Entry entry) throws IOException {
            switch (entry.event()) {
                case UsagePattern pattern -> {
                    send(entry.id(), "pattern", pattern);
                    if (pattern.scope().equals(Scope.DEFAULT)) {
                        send(entry.id(), "window",
                                new WindowView(pattern.windowStartMs(), pattern.windowMs(), pattern.lost()));
                    }
                }
                case LimitsRevised revised -> send(entry.id(), "revision", revised);
                case CommandAnswered answer -> send(entry.id(), "command", answer);
                case Sanction sanction -> emitter.send(SseEmitter.event().name("sanction")
                        .data(json.writeValueAsString(sanction)));
                default -> {
                    // Not the learner's.
                }
            }
        }

        private void send(long id, String name, Object data) throws IOException {
            emitter.send(SseEmitter.event().id(Long.toString(id)).name(name).data(json.writeValueAsString(data)));
        }

        @Override
        public void beat() throws IOException {
            emitter.send(SseEmitter.event().comment("all is well"));
        }
    }
}
