package io.doorstep.chat.admission;

import io.doorstep.chat.claims.Answer;
import io.doorstep.chat.claims.Claims;
import io.doorstep.chat.claims.Outcome;
import io.doorstep.chat.claims.Terms;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.ClientNames;
import io.doorstep.chat.limits.ClientLimits;
import io.doorstep.chat.limits.LimitOverride;
import io.doorstep.chat.limits.SetBy;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import io.doorstep.events.claims.LimitsByHand;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The limits of a client on all instances together: asked after those of this instance, which are the answer where they fail. */
public final class SharedLimits {
    /** Longer than the log is waited for: the answer comes by then, whatever becomes of the log. */
    private static final long MOST_MS = 1000;

    private final Claims claims;
    private final ClientNames names;

    public SharedLimits(Claims claims, ClientNames names) {
        this.claims = claims;
        this.names = names;
    }

    /**
     * @param isOff whether the rate is not enforced
     * @param whenKnown is given the answer, at once or on another thread
     */
    void connect(Client client, ClientLimits limits, boolean isOff, Consumer<Answer.Final> whenKnown) {
        Answer answer = claims.attempt(names.present(client.key()), Terms.ofConnection(limits.limits().connectionRate(),
                isOff, limits.limits().connectionsPerClient()), whenKnown);
        if (answer instanceof Answer.Final known) {
            whenKnown.accept(known);
        }
    }

    /** Null where the session may be created, as far as the other instances know; waits for it. */
    Answer.@Nullable Refused session(Client client, RateLimit rate) {
        CompletableFuture<Answer.Final> later = new CompletableFuture<>();
        Answer answer = claims.attempt(names.present(client.key()), Terms.ofSession(rate), later::complete);
        return (answer instanceof Answer.Final known ? known : await(later)) instanceof Answer.Refused refused
                ? refused
                : null;
    }

    private static Answer.@Nullable Final await(CompletableFuture<Answer.Final> later) {
        try {
            return later.get(MOST_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException _) {
            return null;
        }
    }

    void release(Answer.Admitted admitted) {
        claims.release(admitted.place());
    }

    /** @param client absent: all */
    void reset(@Nullable ClientKey client) {
        claims.reset(client == null ? null : names.present(client));
    }

    /** In words, why each instance decides by itself now; empty where all decide together. */
    public Optional<String> trouble() {
        Outcome why = claims.trouble();
        return why == null
                ? Optional.empty()
                : Optional.of("each instance counts a client's use by itself: " + (why == Outcome.BEHIND
                        ? "what the others tell on admission.claims is read too late"
                        : "admission.claims does not answer"));
    }

    void override(LimitOverride now) {
        LimitOverride.Numbers numbers = now.numbers();
        Map<LimitName, LimitsByHand.Operator> off = new EnumMap<>(LimitName.class);
        now.off().forEach((name, by) -> off.put(name, operator(by)));
        claims.tell(new LimitsByHand(claims.nextVersion(), numbers == null ? null : numbers.limits(),
                numbers == null ? null : operator(numbers.by()), off));
    }

    private static LimitsByHand.Operator operator(SetBy by) {
        return new LimitsByHand.Operator(by.operator(), by.since().toEpochMilli());
    }
}
