package io.doorstep.chat.desk;

import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.conversation.ConversationListener;
import io.doorstep.chat.conversation.ConversationState;
import io.doorstep.chat.conversation.ConversationView;
import io.doorstep.events.DeskPresence;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The conversations in which something has been said, the one that changed last at the end, up to a number: past it those
 * that wait stay longest.
 */
public final class DeskList implements ConversationListener {
    /** What an agent is given to begin with. */
    static final int MOST_SHOWN = 200;

    private static final Comparator<Summary> LONGEST_WAIT_FIRST = Comparator.comparing(DeskList::waitingSince);
    private static final Comparator<Summary> LATEST_FIRST = Comparator.comparing(Summary::lastTime).reversed();

    private final int maxListed;
    private final Map<ConversationKey, Summary> listed = new LinkedHashMap<>();
    private final Map<String, Consumer<DeskNews>> hearers = new HashMap<>();

    public DeskList(int maxListed) {
        this.maxListed = maxListed;
    }

    @Override
    public synchronized void onChanged(ConversationView view) {
        Summary changed = Summary.of(view);
        if (changed.equals(listed.remove(changed.key()))) {
            listed.put(changed.key(), changed);
            return;
        }
        listed.put(changed.key(), changed);
        tell(new DeskNews.Changed(changed));
        if (listed.size() > maxListed) {
            ConversationKey least = least();
            listed.remove(least);
            tell(new DeskNews.Forgotten(least));
        }
    }

    private ConversationKey least() {
        return listed.values().stream().filter(summary -> !summary.isWaiting()).findFirst()
                .orElseGet(() -> listed.values().iterator().next()).key();
    }

    /** The first thing a hearer is told is all there is. */
    synchronized void hear(String connectionId, List<DeskPresence.Agent> agents, Consumer<DeskNews> hearer) {
        hearers.put(connectionId, hearer);
        hearer.accept(new DeskNews.Listed(shown(), agents));
    }

    synchronized void leave(String connectionId) {
        hearers.remove(connectionId);
    }

    synchronized void tell(DeskNews news) {
        hearers.values().forEach(hearer -> hearer.accept(news));
    }

    synchronized boolean contains(ConversationKey key) {
        return listed.containsKey(key);
    }

    private List<Summary> shown() {
        return Stream.of(in(ConversationState.WAITING).sorted(LONGEST_WAIT_FIRST),
                in(ConversationState.OPEN).sorted(LATEST_FIRST), in(ConversationState.CLOSED).sorted(LATEST_FIRST))
                .flatMap(part -> part).limit(MOST_SHOWN).toList();
    }

    private Stream<Summary> in(ConversationState state) {
        return listed.values().stream().filter(summary -> summary.state() == state);
    }

    private static Instant waitingSince(Summary summary) {
        return summary.since() == null ? summary.lastTime() : summary.since();
    }
}
