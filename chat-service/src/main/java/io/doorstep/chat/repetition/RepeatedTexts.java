package io.doorstep.chat.repetition;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.Signature;
import io.doorstep.support.log.OncePerCause;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds texts that one client writes in several conversations, by keyed hashes in a table that is bounded. */
public final class RepeatedTexts implements TextWatch {
    /** Whoever writes a text in fewer conversations is not told of. */
    static final int FEWEST = 3;
    static final Duration WINDOW = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedTexts.class);
    private static final int MOST_CLIENTS = 2_000;
    private static final int FINGERPRINT = 16;
    private static final byte[] END = {0};
    /** Odd, with bits all over: 2^64 divided by the golden ratio. */
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final long key = new SecureRandom().nextLong();
    private final Signature signature;
    private final TextListener listener;
    private final InstantSource clock;
    private final OncePerCause lines = OncePerCause.minute();
    private final Cache<ClientKey, TextTable> tables = Caffeine.newBuilder().maximumSize(MOST_CLIENTS)
            .expireAfterAccess(WINDOW).build();

    /** @param secret keys the fingerprints; instances that share it make the same of the same text */
    public RepeatedTexts(String secret, TextListener listener, InstantSource clock) {
        this.signature = Signature.derivedFrom(secret, "repeated-texts");
        this.listener = listener;
        this.clock = clock;
    }

    /** What fails here keeps no message from where it goes. */
    @Override
    public void onText(Client client, String conversation, String text) {
        try {
            String normal = NormalText.of(text);
            if (normal != null) {
                add(client, conversation, normal);
            }
        } catch (RuntimeException e) {
            lines.run(e.getClass().getName(),
                    times -> LOG.warn("A text was not looked at for repetitions ({}): {}", times, e.toString()));
        }
    }

    private void add(Client client, String conversation, String normal) {
        long now = clock.millis();
        TextTable.Spread spread = tables.get(client.key(), _ -> new TextTable(WINDOW.toMillis()))
                .add(hash(normal), conversation, now);
        if (spread.conversations() >= FEWEST) {
            listener.onRepeated(client,
                    new Repetition(fingerprint(client.key(), normal), normal.codePointCount(0, normal.length()),
                            spread.conversations(), spread.messages(), spread.firstMs(), now));
        }
    }

    /** For the table alone, under a key of this process: a fingerprint of each message would cost as much as the message. */
    private long hash(String normal) {
        long hash = key;
        for (int i = 0; i < normal.length(); i++) {
            hash = (Long.rotateLeft(hash, 5) ^ normal.charAt(i)) * MULTIPLIER;
        }
        return hash;
    }

    private String fingerprint(ClientKey client, String normal) {
        byte[] hash = signature.sign(client.value().getBytes(UTF_8), END, normal.getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, FINGERPRINT));
    }
}
