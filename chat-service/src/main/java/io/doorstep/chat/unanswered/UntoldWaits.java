package io.doorstep.chat.unanswered;

import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.conversation.ConversationListener;
import io.doorstep.chat.conversation.ConversationView;
import io.doorstep.chat.conversation.Waiting;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The conversations that wait for an answer, as the log has them, without it saying yet that they wait for long: up to a
 * number, past which no more are looked after. Thread-safe.
 */
public final class UntoldWaits implements ConversationListener {
    static final int MOST = 100_000;

    private final int most;
    private final ConcurrentMap<ConversationKey, UntoldWait> waits = new ConcurrentHashMap<>();
    private final AtomicLong passedOver = new AtomicLong();

    public UntoldWaits() {
        this(MOST);
    }

    /** Looks after none. */
    public static UntoldWaits none() {
        return new UntoldWaits(0);
    }

    UntoldWaits(int most) {
        this.most = most;
    }

    /**
     * @param agent whose the conversation is; null for nobody's
     * @param said whether this instance has said so, and the log has not shown it yet
     */
    record UntoldWait(ConversationKey key, Waiting waiting, @Nullable String agent, boolean said) {

        private UntoldWait of(@Nullable String whose) {
            return new UntoldWait(key, waiting, whose, said);
        }

        private UntoldWait asSaid() {
            return new UntoldWait(key, waiting, agent, true);
        }

        /** Whoever has it meanwhile. */
        private boolean isSameAs(UntoldWait other) {
            return waiting.equals(other.waiting);
        }
    }

    @Override
    public void onChanged(ConversationView view) {
        Waiting waiting = view.waiting();
        if (waiting == null || view.told() || waiting.first() < 0) {
            waits.remove(view.key());
            return;
        }
        waits.compute(view.key(), (key, known) -> {
            if (known != null && known.waiting().equals(waiting)) {
                return known.of(view.agent());
            }
            if (known == null && waits.size() >= most) {
                passedOver.addAndGet(most == 0 ? 0 : 1);
                return null;
            }
            return new UntoldWait(key, waiting, view.agent(), false);
        });
    }

    /** Those that this instance has not said, and that are so, up to a number. */
    List<UntoldWait> unsaid(Predicate<UntoldWait> areSo, int upTo) {
        return waits.values().stream().filter(wait -> !wait.said() && areSo.test(wait)).limit(upTo).toList();
    }

    void onSaid(UntoldWait wait) {
        waits.computeIfPresent(wait.key(), (_, known) -> known.isSameAs(wait) ? known.asSaid() : known);
    }

    /** No longer looked after. */
    void forget(UntoldWait wait) {
        var _ = waits.remove(wait.key(), wait);
    }

    int size() {
        return waits.size();
    }

    /** Waits for which there was no room. */
    public long passedOver() {
        return passedOver.get();
    }
}
