package io.doorstep.events.claims;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.events.claims.ClaimRecord.Alive;
import io.doorstep.events.claims.ClaimRecord.Claimed;
import io.doorstep.events.claims.ClaimRecord.Gone;
import io.doorstep.events.claims.ClaimRecord.Held;
import io.doorstep.events.claims.ClaimRecord.Overridden;
import io.doorstep.events.claims.ClaimRecord.Released;
import io.doorstep.events.claims.ClaimRecord.Reset;
import io.doorstep.events.claims.ClaimRecord.Told;
import io.doorstep.events.claims.ClaimRecord.Use;
import io.doorstep.events.json.DoorstepJson;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The text of a record: words with one space between them, what it is, the instance, the number, and what it says. */
public final class ClaimFormat {
    private static final String CLAIM = "claim";
    private static final String TOLD = "told";
    private static final String RELEASED = "released";
    private static final String HELD = "held";
    private static final String ALIVE = "alive";
    private static final String GONE = "gone";
    private static final String RESET = "reset";
    private static final String BY_HAND = "by-hand";

    private ClaimFormat() {}

    public static byte[] write(ClaimRecord record) {
        StringBuilder text = new StringBuilder(96);
        switch (record) {
            case Claimed it -> optional(begin(text, CLAIM, it).append(' ').append(word(it.use())).append(' ')
                    .append(it.atMs()).append(' ').append(it.limit()).append(' ').append(it.windowMs()).append(' ')
                    .append(it.slots()), it.network());
            case Told it -> optional(begin(text, TOLD, it).append(' ').append(word(it.use())).append(' ')
                    .append(it.atMs()).append(' ').append(it.limit()), it.network());
            case Released it -> begin(text, RELEASED, it);
            case Held it -> begin(text, HELD, it).append(' ').append(it.slots());
            case Alive it -> begin(text, ALIVE, it);
            case Gone it -> begin(text, GONE, it);
            case Reset it -> optional(begin(text, RESET, it).append(' ').append(it.atMs()), it.network());
            case Overridden it -> begin(text, BY_HAND, it).append(' ')
                    .append(DoorstepJson.mapper().writeValueAsString(it.byHand()));
        }
        return text.toString().getBytes(UTF_8);
    }

    private static StringBuilder begin(StringBuilder text, String kind, ClaimRecord record) {
        return text.append(kind).append(' ').append(record.instance()).append(' ').append(record.number());
    }

    private static void optional(StringBuilder text, @Nullable String word) {
        if (word != null) {
            text.append(' ').append(word);
        }
    }

    private static String word(Use use) {
        return use == Use.CONNECTION ? "connection" : "session";
    }

    /**
     * Empty for a kind that this version does not know: a newer instance's, to be passed over. Words behind those that it
     * knows are passed over, too.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static Optional<ClaimRecord> read(byte[] bytes) {
        Words words = new Words(bytes);
        String kind = words.next();
        String instance = words.next();
        long number = words.number();
        return Optional.ofNullable(switch (kind) {
            case CLAIM -> new Claimed(instance, number, words.use(), words.number(), words.atLeastOne(), words.number(),
                    (int) words.number(), words.optional());
            case TOLD -> new Told(instance, number, words.use(), words.number(), words.atLeastOne(), words.optional());
            case RELEASED -> new Released(instance, number);
            case HELD -> new Held(instance, number, (int) words.number());
            case ALIVE -> new Alive(instance, number);
            case GONE -> new Gone(instance, number);
            case RESET -> new Reset(instance, number, words.number(), words.optional());
            case BY_HAND -> new Overridden(instance, number, words.byHand());
            default -> null;
        });
    }

    /** The words of one record, one after the other. */
    private static final class Words {
        private static final int LONGEST_NUMBER = 18;

        private final byte[] bytes;
        private int at;

        Words(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Names are of ASCII, so a byte is a character. */
        String next() {
            int begin = at;
            int end = end();
            if (end == begin) {
                throw new IllegalArgumentException("a word is missing");
            }
            return new String(bytes, begin, end - begin, ISO_8859_1);
        }

        @Nullable
        String optional() {
            return at < bytes.length ? next() : null;
        }

        /** Moves behind the word and its space; returns where the word ends. */
        private int end() {
            int end = at;
            while (end < bytes.length && bytes[end] != ' ') {
                end++;
            }
            at = Math.min(end + 1, bytes.length);
            return end;
        }

        long number() {
            int begin = at;
            int end = end();
            if (end == begin || end - begin > LONGEST_NUMBER) {
                throw new IllegalArgumentException("a number is missing");
            }
            long number = 0;
            for (int i = begin; i < end; i++) {
                int digit = bytes[i] - '0';
                if (digit < 0 || digit > 9) {
                    throw new IllegalArgumentException("a number has other characters than digits");
                }
                number = number * 10 + digit;
            }
            return number;
        }

        int atLeastOne() {
            long number = number();
            if (number < 1 || number > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a limit must be 1 to " + Integer.MAX_VALUE + ", not " + number);
            }
            return (int) number;
        }

        Use use() {
            return Use.valueOf(next().toUpperCase(Locale.ROOT));
        }

        LimitsByHand byHand() {
            try {
                return DoorstepJson.mapper().readValue(bytes, at, bytes.length - at, LimitsByHand.class);
            } catch (JacksonException e) {
                throw new IllegalArgumentException("what was changed by hand can't be read", e);
            }
        }
    }
}
