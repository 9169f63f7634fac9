package io.doorstep.support.threads;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A background thread that begins its work again, after a pause, whenever that has died of anything. */
public final class SupervisedThread {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Work that has lived for so long is not held to have failed at once. */
    private static final long LIVED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Work work;
    private final Thread thread;

    /** The work of a thread. It is done when it returns or is interrupted. */
    @FunctionalInterface
    public interface Body {

        void run() throws Exception;
    }

    SupervisedThread(String name, Body body, Consumer<Throwable> onDeath) {
        this.work = new Work(body, onDeath);
        this.thread = OwnThreads.unstarted(name, work);
    }

    void start() {
        thread.start();
    }

    /** What the thread runs: the body, again and again. */
    private static final class Work implements Runnable {
        private final Body body;
        private final Consumer<Throwable> onDeath;
        private volatile boolean ended;

        Work(Body body, Consumer<Throwable> onDeath) {
            this.body = body;
            this.onDeath = onDeath;
        }

        @Override
        public void run() {
            Duration pause = FIRST_PAUSE;
            while (!ended) {
                long sinceNanos = System.nanoTime();
                try {
                    body.run();
                    return;
                } catch (InterruptedException _) {
                    return;
                } catch (Throwable death) {
                    report(death);
                }
                pause = System.nanoTime() - sinceNanos >= LIVED_NANOS ? FIRST_PAUSE : pause;
                if (!hasSlept(pause)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }

        /** A report that fails, as for want of memory, must not end the thread either. */
        private void report(Throwable death) {
            if (ended) {
                return;
            }
            try {
                onDeath.accept(death);
            } catch (Throwable _) {
                Thread.onSpinWait();
            }
        }

        private static boolean hasSlept(Duration time) {
            try {
                Thread.sleep(time);
                return true;
            } catch (InterruptedException _) {
                return false;
            }
        }
    }

    /** Its work is not begun again from here on, and if it dies nobody is told. */
    public void end() {
        work.ended = true;
    }

    /** Ends it, and wakes it where it waits. */
    public void interrupt() {
        end();
        thread.interrupt();
    }

    /** Whether it has come to its end within this time. */
    public boolean join(Duration within) throws InterruptedException {
        return thread.join(within);
    }

    /** Ends it, and waits for so long at most until it has come to its end. */
    public void stop(Duration within) {
        interrupt();
        try {
            thread.join(within);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    public String name() {
        return thread.getName();
    }

    public boolean isAlive() {
        return thread.isAlive();
    }
}
