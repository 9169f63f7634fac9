package io.doorstep.chat.desk;

import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.MessageLog;
import io.doorstep.events.DeskPresence;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where agents sit: tells each of them what changes, the visitors whether anybody is there, and the other instances both. */
public final class Desk {
    private final DeskList list;
    private final Conversations conversations;
    private final MessageLog log;
    private final String instance;
    private final InstantSource clock;
    private final AgentPresence agentPresence = new AgentPresence();
    private List<DeskPresence.Agent> told = List.of();
    private Instant lastHeartbeat = Instant.EPOCH;
    private volatile @Nullable Instant followingSince;

    public Desk(DeskList list, Conversations conversations, MessageLog log, String instance, InstantSource clock) {
        this.list = list;
        this.conversations = conversations;
        this.log = log;
        this.instance = instance;
        this.clock = clock;
    }

    /** An agent sits down. The first thing it hears is all there is. */
    public Place sit(String connectionId, String name, Consumer<DeskNews> hearer) {
        change(seats -> {
            seats.sit(connectionId, name);
            return List.of();
        });
        list.hear(connectionId, agents(), hearer);
        return new Place(connectionId);
    }

    public synchronized List<DeskPresence.Agent> agents() {
        return agentPresence.all();
    }

    /** Whether no other instance has been heard of lately. */
    public synchronized boolean isAlone() {
        return agentPresence.isAlone();
    }

    /** The other instances that have been heard of lately. */
    public synchronized Set<String> otherInstances() {
        return agentPresence.others();
    }

    /** Whether the other instances have been followed for long enough to have heard of each that is there. */
    public boolean knowsOthers() {
        Instant since = followingSince;
        return since != null && !clock.instant().isBefore(since.plus(AgentPresence.ACQUAINTANCE));
    }

    /** Agents at the desk, each name once, on all instances. */
    public synchronized int agentsThere() {
        return agentPresence.names();
    }

    /** Whether an agent of this name is at the desk, on any instance. */
    public boolean isHere(String name) {
        return agents().stream().anyMatch(agent -> agent.name().equals(name));
    }

    public boolean isKnown(ConversationKey key) {
        return list.contains(key) || conversations.isKnown(key);
    }

    /** Another instance says who is at the desk there. */
    public void onPresence(DeskPresence presence) {
        if (presence.instance().equals(instance)) {
            return;
        }
        boolean[] isNew = new boolean[1];
        change(seats -> {
            isNew[0] = seats.hear(presence, clock.instant());
            return List.of();
        });
        if (isNew[0]) {
            announce();
            conversations.onInstanceStarted();
        }
    }

    /** The other instances are heard from now on, so that their answers to a first word from here are not missed. */
    public void onFollowing() {
        followingSince = clock.instant();
        announce();
    }

    /** Called about once a second. */
    public void tick() {
        Instant now = clock.instant();
        change(seats -> seats.expire(now));
        boolean due;
        synchronized (this) {
            due = !now.isBefore(lastHeartbeat.plus(AgentPresence.HEARTBEAT));
        }
        if (due) {
            announce();
        }
    }

    /** This instance stops: the others need not wait for its silence. */
    public void stop() {
        var _ = log.append(new DeskPresence(instance, List.of()));
    }

    /** Changes who is present, then tells those whom it concerns. */
    private void change(Function<AgentPresence, List<String>> edit) {
        List<String> gone;
        List<DeskPresence.Agent> before;
        List<DeskPresence.Agent> after;
        List<DeskPresence.Agent> hereBefore;
        List<DeskPresence.Agent> here;
        int names;
        synchronized (this) {
            hereBefore = agentPresence.here();
            gone = edit.apply(agentPresence);
            here = agentPresence.here();
            before = told;
            after = agentPresence.all();
            told = after;
            names = agentPresence.names();
        }
        gone.forEach(conversations::onInstanceGone);
        if (!here.equals(hereBefore)) {
            announce();
        }
        if (!after.equals(before)) {
            conversations.onAgents(names);
            list.tell(new DeskNews.AtTheDesk(after));
        }
    }

    private void announce() {
        if (followingSince == null) {
            return;
        }
        List<DeskPresence.Agent> here;
        synchronized (this) {
            here = agentPresence.here();
            lastHeartbeat = clock.instant();
        }
        var _ = log.append(new DeskPresence(instance, here));
    }

    /** One agent's place at the desk. */
    public final class Place {
        private final String connectionId;

        private Place(String connectionId) {
            this.connectionId = connectionId;
        }

        /** @param key null for none */
        public void lookAt(@Nullable ConversationKey key) {
            change(seats -> {
                seats.look(connectionId, key);
                return List.of();
            });
        }

        public void leave() {
            list.leave(connectionId);
            change(seats -> {
                seats.leave(connectionId, clock.instant());
                return List.of();
            });
        }
    }
}
