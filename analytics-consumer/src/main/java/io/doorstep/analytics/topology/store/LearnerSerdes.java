package io.doorstep.analytics.topology.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.analytics.anomaly.AnomalyForest;
import io.doorstep.analytics.usage.ClientUsage;
import io.doorstep.analytics.usage.LossTracker;
import io.doorstep.analytics.usage.ScopeUsage;
import io.doorstep.analytics.usage.SequenceBuffer;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import io.doorstep.events.Scope;
import io.doorstep.events.json.DoorstepJson;
import io.doorstep.events.json.EventDeserializer;
import io.doorstep.events.json.EventSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** How stores and internal topics hold what they hold. Keys sort by window, so that one range is all that has ended. */
public final class LearnerSerdes {
    private static final byte FOLD = 1;
    private static final byte CLOSED = 2;
    private static final byte HEARD = 3;
    private static final byte SETTLED = 4;
    private static final byte ENDED = 5;
    private static final byte LATE = 6;

    private static final Logger LOG = LoggerFactory.getLogger(LearnerSerdes.class);

    private LearnerSerdes() {}

    public static Serde<EventEnvelope> event() {
        return Serdes.serdeFrom(new EventSerializer(), new EventDeserializer());
    }

    /** Events, and null for a tombstone. */
    @SuppressWarnings("NullAway")
    public static Serde<@Nullable EventEnvelope> eventOrTombstone() {
        var events = new EventSerializer();
        return Serdes.serdeFrom(new Serializer<>() {

            @Override
            public byte[] serialize(String topic, @Nullable EventEnvelope envelope) {
                return envelope == null ? null : events.serialize(topic, envelope);
            }

            @Override
            public byte[] serialize(String topic, Headers headers, @Nullable EventEnvelope envelope) {
                return envelope == null ? null : events.serialize(topic, headers, envelope);
            }
        }, new EventDeserializer());
    }

    /** Events of these types. What others hold is not read: half of all that comes tells of an end. */
    public static Serde<EventEnvelope> events(Set<EventType> read) {
        return Serdes.serdeFrom(new EventSerializer(), new EventDeserializer(read));
    }

    public static Serde<Suspect> suspect() {
        return of(Suspect::toBytes, bytes -> Suspect.fromBytes(rest(bytes)));
    }

    public static Serde<ClientInWindow> clientKey() {
        return of(key -> inWindow(key.windowStartMs(), key.client()),
                bytes -> new ClientInWindow(bytes.getLong(), text(bytes)));
    }

    public static Serde<ClientUsage> clientUsage() {
        return of(ClientUsage::toBytes, bytes -> ClientUsage.fromBytes(rest(bytes)));
    }

    public static Serde<ScopeInWindow> scopeKey() {
        return of(key -> inWindow(key.windowStartMs(), key.scope().name()),
                bytes -> new ScopeInWindow(bytes.getLong(), new Scope(text(bytes))));
    }

    public static Serde<ScopeUsage> scopeUsage() {
        return of(ScopeUsage::toBytes, bytes -> ScopeUsage.fromBytes(rest(bytes)));
    }

    public static Serde<SequenceBuffer> heard() {
        return of(SequenceBuffer::toBytes, bytes -> SequenceBuffer.fromBytes(rest(bytes)));
    }

    public static Serde<LossTracker> ledger() {
        return of(LossTracker::toBytes, bytes -> LossTracker.fromBytes(rest(bytes)));
    }

    public static <T> Serde<T> json(Class<T> type) {
        return of(DoorstepJson.mapper()::writeValueAsBytes,
                bytes -> DoorstepJson.mapper().readValue(rest(bytes), type));
    }

    /** Of a forest, compressed: some 250 KB; one that this version cannot read is as good as none. */
    @SuppressWarnings("NullAway")
    public static Serde<AnomalyForest.Saved> forest() {
        return of(LearnerSerdes::compressed, LearnerSerdes::savedForest);
    }

    private static byte[] compressed(AnomalyForest.Saved saved) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(DoorstepJson.mapper().writeValueAsBytes(saved));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static AnomalyForest.@Nullable Saved savedForest(ByteBuffer bytes) {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(rest(bytes)))) {
            return DoorstepJson.mapper().readValue(zip.readAllBytes(), AnomalyForest.Saved.class);
        } catch (IOException | JacksonException e) {
            LOG.warn("What was learned of how clients behave cannot be read, and is learned anew: {}", e.toString());
            return null;
        }
    }

    public static Serde<PartitionMessage> part() {
        return of(LearnerSerdes::bytes, LearnerSerdes::part);
    }

    private static byte[] bytes(PartitionMessage message) {
        return switch (message) {
            case PartitionMessage.Closed closed -> ByteBuffer.allocate(13).put(CLOSED).putInt(closed.partition())
                    .putLong(closed.upToMs()).array();
            case PartitionMessage.Heard heard -> {
                ByteBuffer bytes = ByteBuffer.allocate(21 + 8 * heard.sequences().size() + 4 * heard.source().length())
                        .put(HEARD).putLong(heard.backwards()).putLong(heard.latestMs())
                        .putInt(heard.sequences().size());
                heard.sequences().forEach(bytes::putLong);
                bytes.put(heard.source().getBytes(UTF_8));
                yield Arrays.copyOf(bytes.array(), bytes.position());
            }
            case PartitionMessage.Late late -> {
                byte[] source = late.source().getBytes(UTF_8);
                ByteBuffer bytes = ByteBuffer.allocate(5 + 8 * late.sequences().size() + source.length).put(LATE)
                        .putInt(late.sequences().size());
                late.sequences().forEach(bytes::putLong);
                yield bytes.put(source).array();
            }
            case PartitionMessage.Settled settled -> {
                byte[] source = settled.source().getBytes(UTF_8);
                yield ByteBuffer.allocate(17 + source.length).put(SETTLED).putLong(settled.upToMs())
                        .putLong(settled.highest()).put(source).array();
            }
            case PartitionMessage.Ended ended -> {
                byte[] source = ended.source().getBytes(UTF_8);
                yield ByteBuffer.allocate(18 + source.length).put(ENDED).putLong(ended.upToMs()).putLong(ended.last())
                        .put((byte) (ended.clean() ? 1 : 0)).put(source).array();
            }
            case PartitionMessage.Fold fold -> {
                byte[] scope = fold.scope().name().getBytes(UTF_8);
                byte[] usage = fold.usage().toBytes();
                yield ByteBuffer.allocate(13 + scope.length + usage.length).put(FOLD).putLong(fold.windowStartMs())
                        .putInt(scope.length).put(scope).put(usage).array();
            }
        };
    }

    private static PartitionMessage part(ByteBuffer bytes) {
        byte kind = bytes.get();
        return switch (kind) {
            case CLOSED -> new PartitionMessage.Closed(bytes.getInt(), bytes.getLong());
            case HEARD -> {
                long backwards = bytes.getLong();
                long latestMs = bytes.getLong();
                List<Long> sequences = longs(bytes);
                yield new PartitionMessage.Heard(text(bytes), sequences, backwards, latestMs);
            }
            case LATE -> {
                List<Long> sequences = longs(bytes);
                yield new PartitionMessage.Late(text(bytes), sequences);
            }
            case SETTLED -> {
                long upToMs = bytes.getLong();
                long highest = bytes.getLong();
                yield new PartitionMessage.Settled(text(bytes), upToMs, highest);
            }
            case ENDED -> {
                long upToMs = bytes.getLong();
                long last = bytes.getLong();
                boolean clean = bytes.get() != 0;
                yield new PartitionMessage.Ended(text(bytes), upToMs, last, clean);
            }
            case FOLD -> {
                long windowStartMs = bytes.getLong();
                byte[] scope = new byte[bytes.getInt()];
                bytes.get(scope);
                yield new PartitionMessage.Fold(windowStartMs, new Scope(new String(scope, UTF_8)),
                        ScopeUsage.fromBytes(rest(bytes)));
            }
            default -> throw new IllegalArgumentException("no part is of kind " + kind);
        };
    }

    private static List<Long> longs(ByteBuffer bytes) {
        return Stream.generate(bytes::getLong).limit(bytes.getInt()).toList();
    }

    private static byte[] inWindow(long windowStartMs, String name) {
        byte[] bytes = name.getBytes(UTF_8);
        return ByteBuffer.allocate(Long.BYTES + bytes.length).putLong(windowStartMs).put(bytes).array();
    }

    private static byte[] rest(ByteBuffer bytes) {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }

    private static String text(ByteBuffer bytes) {
        return new String(rest(bytes), UTF_8);
    }

    private static <T> Serde<T> of(Function<T, byte[]> write, Function<ByteBuffer, T> read) {
        Serializer<T> serializer = (_, value) -> orNull(value, write);
        Deserializer<T> deserializer = (_, bytes) -> orNull(bytes, present -> read.apply(ByteBuffer.wrap(present)));
        return Serdes.serdeFrom(serializer, deserializer);
    }

    /** Stores ask for the form of a value that is not there. */
    @SuppressWarnings("NullAway")
    private static <A, B> B orNull(@Nullable A value, Function<A, B> form) {
        return value == null ? null : form.apply(value);
    }
}
