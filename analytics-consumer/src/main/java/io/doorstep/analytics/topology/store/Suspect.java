package io.doorstep.analytics.topology.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.analytics.abuse.ClientConduct;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionStep;
import io.doorstep.events.json.DoorstepJson;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the learner keeps of one client: its conduct, and the latest that was published about it. Mutable, for one thread. */
public final class Suspect {
    private static final byte FORM = 1;
    private static final int SIZES = 1 + 2 * Integer.BYTES;

    private final ClientConduct conduct;
    private @Nullable Sanction latest;
    private @Nullable String keyId;

    private Suspect(ClientConduct conduct) {
        this.conduct = conduct;
    }

    /** A client that nothing is known of. */
    public static Suspect unknown() {
        return new Suspect(ClientConduct.clean());
    }

    public ClientConduct conduct() {
        return conduct;
    }

    /** The latest sanction, lifted ones among them; null where the topic holds none. */
    public @Nullable Sanction latest() {
        return latest;
    }

    /** Notes what is published about the client; null for a tombstone. */
    public void published(@Nullable Sanction sanction) {
        latest = sanction;
    }

    /** Which key the client's name was made with; null where nobody said. */
    public @Nullable String keyId() {
        return keyId;
    }

    public void keyId(String id) {
        keyId = id;
    }

    /** Whether an operator has exempted the client. */
    public boolean isExempt(long nowMs) {
        return latest != null && latest.step() == SanctionStep.LIFTED && nowMs < latest.untilMs();
    }

    /** Whether a sanction of an operator applies, which no rule replaces. */
    public boolean isInAnOperatorsHands(long nowMs) {
        return latest != null && latest.by() != null && latest.step() != SanctionStep.LIFTED
                && nowMs < latest.untilMs();
    }

    /** Whether nothing is left of it to be kept. */
    public boolean isForgettable(long nowMs) {
        return latest == null && conduct.isForgettable(nowMs);
    }

    byte[] toBytes() {
        byte[] ofConduct = conduct.toBytes();
        byte[] ofKey = keyId == null ? new byte[0] : keyId.getBytes(UTF_8);
        byte[] ofLatest = latest == null ? new byte[0] : DoorstepJson.mapper().writeValueAsBytes(latest);
        return ByteBuffer.allocate(SIZES + ofConduct.length + ofKey.length + ofLatest.length).put(FORM)
                .putInt(ofConduct.length).put(ofConduct).putInt(ofKey.length).put(ofKey).put(ofLatest).array();
    }

    static Suspect fromBytes(byte[] form) {
        ByteBuffer bytes = ByteBuffer.wrap(form);
        if (bytes.get() != FORM) {
            throw new IllegalArgumentException("this is no suspect that this version can read");
        }
        Suspect suspect = new Suspect(ClientConduct.fromBytes(next(bytes, bytes.getInt())));
        byte[] ofKey = next(bytes, bytes.getInt());
        suspect.keyId = ofKey.length == 0 ? null : new String(ofKey, UTF_8);
        suspect.latest = bytes.hasRemaining()
                ? DoorstepJson.mapper().readValue(next(bytes, bytes.remaining()), Sanction.class)
                : null;
        return suspect;
    }

    private static byte[] next(ByteBuffer bytes, int length) {
        byte[] next = new byte[length];
        bytes.get(next);
        return next;
    }
}
