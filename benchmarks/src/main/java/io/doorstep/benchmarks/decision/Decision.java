package io.doorstep.benchmarks.decision;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision after the other, by JMH. An answer that is not the expected one ends the run. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Decision {
    static final String SUBJECT = "subject";
    static final String CLIENTS = "clients";
    static final String OUTCOME = "outcome";

    @Param("DOORSTEP")
    Subject subject = Subject.DOORSTEP;

    @Param("1")
    int clients;

    @Param("GRANTED")
    Outcome outcome = Outcome.GRANTED;

    private final AtomicInteger threads = new AtomicInteger();
    private BooleanSupplier[] inTurn = {};

    /** Everybody has asked once before, and those who are to be refused have used up their limit. */
    @Setup
    public void introduceEverybody() {
        Decider decider = subject.decider(outcome.limit(clients));
        inTurn = Keys.shuffled(clients).stream().map(decider::client).toArray(BooleanSupplier[]::new);
        int before = outcome == Outcome.DENIED ? outcome.limit(clients).limit() : 1;
        for (int i = 0; i < before; i++) {
            for (BooleanSupplier client : inTurn) {
                if (!client.getAsBoolean()) {
                    throw new IllegalStateException("refused before its limit");
                }
            }
        }
    }

    /** Where a thread is in the order; no two threads are at the same place. */
    @State(Scope.Thread)
    public static class Place {
        private int next;

        @Setup
        public void begin(Decision decision) {
            next = decision.threads.getAndIncrement() * (decision.clients / 2) % decision.clients;
        }

        int advance(int clients) {
            int now = next;
            next = now + 1 == clients ? 0 : now + 1;
            return now;
        }
    }

    @Benchmark
    public boolean decide(Place place) {
        boolean admitted = inTurn[place.advance(inTurn.length)].getAsBoolean();
        if (admitted != (outcome == Outcome.GRANTED)) {
            throw new IllegalStateException("not " + outcome);
        }
        return admitted;
    }
}
