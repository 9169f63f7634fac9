package io.doorstep.benchmarks.events;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One moment after the other, by JMH, with the sender at work. Each burst finds room in the queue, as it does at a door; an
 * event that is dropped ends the run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Offer {
    static final String MOMENT = "moment";
    static final String BOOTSTRAP_SERVERS = "bootstrapServers";
    static final String FOLDER = "folder";
    static final String CPU = "cpu";
    static final String BYTES = "bytes";
    static final String HAPPENED = "happened";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int BURST = 20_000;
    private static final int FAR_APART = 10_000;

    @Param("OFFER")
    Moment moment = Moment.OFFER;

    @Param("")
    String bootstrapServers = "";

    @Param("")
    String folder = "";

    private final AtomicInteger threads = new AtomicInteger();
    private @Nullable RunningPublisher publisher;

    @Setup
    public void start() {
        publisher = RunningPublisher.start(bootstrapServers, folder);
    }

    private RunningPublisher publisher() {
        return Objects.requireNonNull(publisher);
    }

    /** What a thread tells of, which is not what another does. */
    @State(Scope.Thread)
    public static class Teller {
        private @Nullable Door door;

        @Setup
        public void begin(Offer offer) {
            door = new Door(offer.publisher().listener(), offer.threads.getAndIncrement() * FAR_APART);
        }

        @Setup(Level.Invocation)
        public void awaitRoom(Offer offer) {
            offer.publisher().awaitRoom();
        }

        Door door() {
            return Objects.requireNonNull(door);
        }
    }

    /** Of the telling threads alone, which JMH's own profilers do not tell apart from the sender's. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Costs {
        public long cpu;
        public long bytes;
        public long happened;
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public void tell(Teller teller, Costs costs) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        Door door = teller.door();
        for (int i = 0; i < BURST; i++) {
            moment.happen(door);
        }
        costs.cpu += THREADS.getCurrentThreadCpuTime() - cpu;
        costs.bytes += THREADS.getCurrentThreadAllocatedBytes() - bytes;
        costs.happened += BURST;
    }

    @TearDown
    public void stop() {
        publisher().awaitPublished();
        publisher().requireNoneDropped();
        publisher().close();
    }
}
