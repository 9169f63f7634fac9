package io.doorstep.stack;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thing that starts in a thread of its own, runs, and is closed. */
final class Part<T extends AutoCloseable> {
    private static final Logger log = LoggerFactory.getLogger(Part.class);

    static final String BROKER = "The Kafka broker";
    static final String CHAT = "The chat service";
    static final String ANALYTICS = "The learner";

    private static final long STOP_WAITS_FOR_START_SECONDS = 15;

    private final String name;
    private final FutureTask<T> start;

    private Part(String name, FutureTask<T> start) {
        this.name = name;
        this.start = start;
    }

    static <T extends AutoCloseable> Part<T> start(String name, Callable<T> start) {
        FutureTask<T> task = new FutureTask<>(start);
        Thread.ofPlatform().name("start " + name).start(task);
        return new Part<>(name, task);
    }

    /** What was started, once it runs. */
    T running() throws InterruptedException {
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw StartRefused.because(name + " did not start: " + FailureSentence.of(e), e);
        }
    }

    /** Closes it; one that is still starting is waited for, one that never started needs nothing. */
    void stop() {
        try {
            start.get(STOP_WAITS_FOR_START_SECONDS, TimeUnit.SECONDS).close();
        } catch (ExecutionException e) {
            log.debug("{} had not started", name, e);
        } catch (TimeoutException e) {
            log.warn("{} was still starting and is left to end with the process", name);
        } catch (Exception e) {
            log.warn("{} did not stop cleanly", name, e);
        }
    }
}
