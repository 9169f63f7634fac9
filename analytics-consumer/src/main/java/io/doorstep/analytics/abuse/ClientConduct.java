package io.doorstep.analytics.abuse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the rules remember of one client: counts of the last minutes, and where it stands on the ladder. Mutable and for
 * one thread; a few hundred bytes at most.
 */
public final class ClientConduct {
    private static final byte VERSION = 1;
    private static final long PROVEN_MS = Duration.ofHours(1).toMillis();
    private static final int PROVEN_SLOTS = 12;

    private final Map<Offence, Tally> tallies = new EnumMap<>(Offence.class);
    private final Tally proven = new Tally(PROVEN_MS, PROVEN_SLOTS);
    private final Ladder enforced = new Ladder();
    private final Ladder shadow = new Ladder();
    private long waitsUntilMs;
    private int repeatedText;
    private int repeatedIn;

    private ClientConduct() {}

    /** Of a client that nothing is known of. */
    public static ClientConduct clean() {
        return new ClientConduct();
    }

    /** Whether nothing is left of it that a rule or the ladder would look at: a store may forget it. */
    public boolean isForgettable(long nowMs) {
        return enforced.isForgettable(nowMs) && shadow.isForgettable(nowMs) && proven.sum(nowMs) == 0
                && waitsUntilMs <= nowMs
                && tallies.values().stream().allMatch(tally -> tally.sum(nowMs) == 0);
    }

    /** Forgets offences and ladder: an operator has lifted the sanction. Who was proven to come from here stays. */
    public void pardon() {
        tallies.clear();
        enforced.forget();
        shadow.forget();
        waitsUntilMs = 0;
    }

    void count(Offence offence, long timeMs, long count) {
        if (count > 0) {
            tallies.computeIfAbsent(offence, Offence::newTally).add(timeMs, count);
        }
    }

    long counted(Offence offence, long timeMs) {
        Tally tally = tallies.get(offence);
        return tally == null ? 0 : tally.sum(timeMs);
    }

    /** The next step of a rule needs evidence of its own. */
    void spend(Offence offence) {
        Tally tally = tallies.get(offence);
        if (tally != null) {
            tally.clear();
        }
    }

    /** @return of refusals at one time, how many came before the wait was over that the client had been told */
    long early(long timeMs, long refusals, long waitMs) {
        long early = timeMs < waitsUntilMs ? refusals : refusals - 1;
        waitsUntilMs = Math.max(waitsUntilMs, timeMs + waitMs);
        return waitMs > 0 ? early : 0;
    }

    /** An admission ends every wait. */
    void admitted(long timeMs) {
        waitsUntilMs = Math.min(waitsUntilMs, timeMs);
    }

    /** @return whether a text is in more conversations than when the rule spoke of it last */
    boolean spreads(String fingerprint, int conversations) {
        boolean more = fingerprint.hashCode() != repeatedText || conversations > repeatedIn;
        if (more) {
            repeatedText = fingerprint.hashCode();
            repeatedIn = conversations;
        }
        return more;
    }

    void countProven(long timeMs) {
        proven.add(timeMs, 1);
    }

    /** Openings of the last hour by clients that are known better than by their address. */
    long proven(long timeMs) {
        return proven.sum(timeMs);
    }

    Ladder ladder(boolean isEnforced) {
        return isEnforced ? enforced : shadow;
    }

    /** For a store; {@link #fromBytes} reads it. */
    public byte[] toBytes() {
        var bytes = new ByteArrayOutputStream(256);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(waitsUntilMs);
            out.writeInt(repeatedText);
            out.writeInt(repeatedIn);
            proven.write(out);
            enforced.write(out);
            shadow.write(out);
            out.writeByte(tallies.size());
            for (var entry : tallies.entrySet()) {
                out.writeUTF(entry.getKey().name());
                entry.getValue().write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException where the bytes are of a form this version does not know */
    public static ClientConduct fromBytes(byte[] bytes) {
        var conduct = new ClientConduct();
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("conduct of version " + version + " cannot be read");
            }
            conduct.waitsUntilMs = in.readLong();
            conduct.repeatedText = in.readInt();
            conduct.repeatedIn = in.readInt();
            conduct.proven.read(in);
            conduct.enforced.read(in);
            conduct.shadow.read(in);
            for (int left = in.readByte(); left > 0; left--) {
                Offence offence = Offence.valueOf(in.readUTF());
                Tally tally = offence.newTally();
                tally.read(in);
                conduct.tallies.put(offence, tally);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("no conduct", e);
        }
        return conduct;
    }
}
