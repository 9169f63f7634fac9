package io.doorstep.stack.broker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks once a second whether the broker can go on: whether its folder takes records, and whether its threads live. Kafka
 * notices a full disk late and in parts, and a lost thread not at all.
 */
public final class BrokerWatch implements AutoCloseable {
    private static final Pattern VITAL = Pattern.compile(
            ".*(raft-io-thread|raft-outbound-request-thread|event-handler|kafka-request-handler-\\d+|kafka-network-thread.*|"
                    + "kafka-socket-acceptor.*)");

    private final Path folder;
    private final List<Thread> vital;
    private final Consumer<String> onFault;
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("broker watch").factory());

    private BrokerWatch(Path folder, List<Thread> vital, Consumer<String> onFault) {
        this.folder = folder;
        this.vital = List.copyOf(vital);
        this.onFault = onFault;
    }

    /**
     * Begins to watch the broker of this process, which has started.
     *
     * @param onFault is told why the broker cannot go on, once
     */
    public static BrokerWatch begin(Path folder, Consumer<String> onFault) {
        BrokerWatch watch = new BrokerWatch(folder, vitalThreads(), onFault);
        var _ = watch.timer.scheduleWithFixedDelay(watch::look, 1, 1, TimeUnit.SECONDS);
        return watch;
    }

    private static List<Thread> vitalThreads() {
        Thread[] all = new Thread[Thread.activeCount() * 2 + 16];
        int count = Thread.enumerate(all);
        return Arrays.stream(all, 0, count).filter(thread -> VITAL.matcher(thread.getName()).matches()).toList();
    }

    private void look() {
        String fault = fault();
        if (fault != null) {
            timer.shutdown();
            onFault.accept(fault);
        }
    }

    /** As the end of a sentence, or null where all is well. */
    @Nullable
    String fault() {
        String ofFolder = FolderFault.of(folder);
        return ofFolder != null
                ? ofFolder
                : vital.stream().filter(thread -> !thread.isAlive())
                        .map(thread -> "its thread '" + thread.getName() + "' has died").findFirst().orElse(null);
    }

    /** How many threads are watched. */
    int threads() {
        return vital.size();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
