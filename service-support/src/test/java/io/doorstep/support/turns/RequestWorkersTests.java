package io.doorstep.support.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.doorstep.support.threads.ThreadSupervisor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWorkersTests {
    private static final Duration LONG = Duration.ofMinutes(5);
    private final ThreadSupervisor supervisor = new ThreadSupervisor();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);
    private RequestWorkers workers = started(2, LONG);

    @AfterEach
    void close() {
        end.countDown();
        callers.close();
        workers.stop();
    }

    private RequestWorkers started(int threads, Duration patience) {
        RequestWorkers started = new RequestWorkers(supervisor, threads, patience);
        started.start();
        return started;
    }

    private void ask(String client, RequestTask.Work work) {
        callers.execute(() -> {
            try {
                workers.run(client, work);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aFlood_hasTheThreads_andOthersAreNext() throws Exception {
        AtomicInteger ofFlood = new AtomicInteger();
        for (int i = 0; i < 64; i++) {
            ask("flood", () -> {
                ofFlood.incrementAndGet();
                end.await();
            });
        }
        await().until(() -> workers.waiting() == 62);
        List<String> order = new CopyOnWriteArrayList<>();
        ask("other", () -> order.add("other after " + ofFlood.get()));
        await().until(() -> workers.waiting() == 63);
        assertThat(ofFlood).hasValue(2);
        end.countDown();
        await().until(() -> workers.waiting() == 0 && ofFlood.get() == 64);
        await().until(() -> !order.isEmpty());
        assertThat(order).first().asString().matches("other after [2-5]");
    }

    @Test
    void work_isDoneByAWorker_withTheClassLoaderOfTheCaller_andIsOverWhenItReturns() throws Exception {
        ClassLoader loader = new ClassLoader("of-the-web-application", getClass().getClassLoader()) {};
        Thread.currentThread().setContextClassLoader(loader);
        List<Object> seen = new CopyOnWriteArrayList<>();
        try {
            workers.run("a", () -> {
                seen.add(Thread.currentThread().getName());
                seen.add(Thread.currentThread().getContextClassLoader());
            });
        } finally {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        }
        assertThat(seen).containsExactly("request-worker", loader);
    }

    @Test
    void requests_areWorkedOnWhereTheyCome_ifSlowPeersHoldAllThreads() throws Exception {
        workers.stop();
        workers = started(2, Duration.ofMillis(20));
        AtomicInteger holding = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            ask("slow", () -> {
                holding.incrementAndGet();
                end.await();
            });
        }
        await().until(() -> holding.get() == 2);
        List<Thread> by = new CopyOnWriteArrayList<>();
        workers.run("other", () -> by.add(Thread.currentThread()));
        assertThat(by).containsExactly(Thread.currentThread());
        assertThat(workers.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(classes = {IOException.class, IllegalStateException.class, StackOverflowError.class})
    void whatTheWorkThrows_isTheCallers_andTheWorkersGoOn(Class<? extends Throwable> kind) throws Exception {
        Throwable thrown = kind.getDeclaredConstructor().newInstance();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> workers.run("a", () -> fail(thrown))).isSameAs(thrown);
        }
        assertThat(supervisor.restarted()).isZero();
    }

    private static void fail(Throwable with) throws Exception {
        switch (with) {
            case Exception e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(with);
        }
    }

    @Test
    void aCallerThatIsInterrupted_waitsForTheWork_andIsInterruptedAfterwards() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                workers.run("a", () -> {
                    begun.countDown();
                    end.await();
                    done.incrementAndGet();
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            done.addAndGet(Thread.currentThread().isInterrupted() ? 10 : 0);
        });
        begun.await();
        caller.interrupt();
        await().until(() -> caller.getState() == Thread.State.WAITING);
        assertThat(done).hasValue(0);
        end.countDown();
        caller.join();
        assertThat(done).hasValue(11);
    }

    @Test
    void aRequestThatWaitsForAResult_leavesItsTurnToOthers() throws Exception {
        CompletableFuture<String> result = new CompletableFuture<>();
        AtomicInteger waiting = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            ask("guesser", () -> {
                waiting.incrementAndGet();
                result.join();
                waiting.decrementAndGet();
            });
        }
        await().until(() -> waiting.get() == 20);
        List<String> by = new CopyOnWriteArrayList<>();
        workers.run("other", () -> by.add(Thread.currentThread().getName()));
        assertThat(by).containsExactly("request-worker");
        result.complete("done");
        await().until(() -> waiting.get() == 0);
    }

    @Test
    void requests_areServed_afterTheWorkersHaveStopped() throws Exception {
        workers.stop();
        AtomicInteger served = new AtomicInteger();
        workers.run("a", served::incrementAndGet);
        assertThat(served).hasValue(1);
    }
}
