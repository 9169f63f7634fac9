package io.doorstep.analytics.usage;

import io.doorstep.events.Quantiles;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.datasketches.kll.KllLongsSketch;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;
import org.jspecify.annotations.Nullable;

/**
 * How one count is spread over clients: the counts themselves up to {@value #K} clients, and a KLL sketch beyond, within
 * 0.4 % of the rank, in 20 KB at most. Mutable; it belongs to one fold.
 */
final class CountSketch {
    static final int K = 800;
    private static final long[] NONE = {};
    private static final int FIRST_ROOM = 8;

    private long[] few = NONE;
    private int size;
    private @Nullable KllLongsSketch many;

    private CountSketch() {}

    static CountSketch empty() {
        return new CountSketch();
    }

    void add(long count) {
        if (many == null && size == K) {
            many = sketch();
            few = NONE;
        }
        if (many != null) {
            many.update(count);
        } else {
            if (size == few.length) {
                few = Arrays.copyOf(few, Math.min(K, Math.max(FIRST_ROOM, 2 * size)));
            }
            few[size++] = count;
        }
    }

    void merge(CountSketch other) {
        if (other.many == null) {
            for (int i = 0; i < other.size; i++) {
                add(other.few[i]);
            }
        } else {
            KllLongsSketch sum = sketch();
            sum.merge(other.many);
            many = sum;
            few = NONE;
        }
    }

    /** All of it as a sketch. */
    private KllLongsSketch sketch() {
        if (many != null) {
            return many;
        }
        KllLongsSketch sketch = KllLongsSketch.newHeapInstance(K);
        for (int i = 0; i < size; i++) {
            sketch.update(few[i]);
        }
        return sketch;
    }

    /** Clients. */
    long clients() {
        return many == null ? size : many.getN();
    }

    /** Clients whose count is at most this. */
    long clientsUpTo(long count) {
        return many == null
                ? Arrays.stream(few, 0, size).filter(one -> one <= count).count()
                : Math.round(many.getRank(count, QuantileSearchCriteria.INCLUSIVE) * many.getN());
    }

    /** What the clients whose count is at most this have done together. */
    long sumUpTo(long count) {
        if (many == null) {
            return Arrays.stream(few, 0, size).filter(one -> one <= count).sum();
        }
        long sum = 0;
        var items = many.iterator();
        while (items.next()) {
            sum += items.getQuantile() <= count ? items.getQuantile() * items.getWeight() : 0;
        }
        return sum;
    }

    Quantiles quantiles() {
        if (clients() == 0) {
            return Quantiles.NONE;
        }
        KllLongsSketch sketch = sketch();
        return new Quantiles(at(sketch, 0.5), at(sketch, 0.9), at(sketch, 0.99), at(sketch, 0.999),
                sketch.getMaxItem());
    }

    private static long at(KllLongsSketch sketch, double rank) {
        return sketch.getQuantile(rank, QuantileSearchCriteria.INCLUSIVE);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeBoolean(many != null);
        if (many == null) {
            out.writeInt(size);
            for (int i = 0; i < size; i++) {
                out.writeLong(few[i]);
            }
        } else {
            byte[] bytes = many.toByteArray();
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    static CountSketch read(DataInputStream in, int version) throws IOException {
        CountSketch read = new CountSketch();
        boolean isSketch = version == 1 || in.readBoolean();
        int length = in.readInt();
        if (isSketch) {
            read.many = KllLongsSketch.heapify(MemorySegment.ofArray(in.readNBytes(length)));
            return read;
        }
        for (int i = 0; i < length; i++) {
            read.add(in.readLong());
        }
        return read;
    }
}
