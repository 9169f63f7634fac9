package io.doorstep.chat.desk;

import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.events.DeskPresence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the desk: here, and at other instances as they tell. An agent who goes is missed only after a moment, in which
 * a page that is loaded again has come back. Not thread-safe.
 */
final class AgentPresence {
    static final Duration HEARTBEAT = Duration.ofSeconds(5);
    /** Within so long each instance has been heard of, even if one heartbeat is lost. */
    static final Duration ACQUAINTANCE = HEARTBEAT.multipliedBy(2);
    /** An instance that has not been heard of for so long is gone. */
    static final Duration SILENCE = HEARTBEAT.multipliedBy(3);
    static final Duration GRACE = Duration.ofSeconds(3);

    private final Map<String, Seat> here = new LinkedHashMap<>();
    private final Map<String, Heard> elsewhere = new LinkedHashMap<>();

    /** @param leftAt null for one who is there */
    private record Seat(String name, @Nullable ConversationKey looksAt, @Nullable Instant leftAt) {}

    private record Heard(List<DeskPresence.Agent> agents, Instant at) {}

    void sit(String connectionId, String name) {
        here.put(connectionId, new Seat(name, null, null));
    }

    void look(String connectionId, @Nullable ConversationKey at) {
        here.computeIfPresent(connectionId, (_, seat) -> new Seat(seat.name, at, seat.leftAt));
    }

    void leave(String connectionId, Instant now) {
        here.computeIfPresent(connectionId, (_, seat) -> new Seat(seat.name, null, now));
    }

    boolean isAlone() {
        return elsewhere.isEmpty();
    }

    /** The other instances that have been heard of lately. */
    Set<String> others() {
        return Set.copyOf(elsewhere.keySet());
    }

    /** Whether the instance was not known. */
    boolean hear(DeskPresence presence, Instant now) {
        return elsewhere.put(presence.instance(), new Heard(presence.agents(), now)) == null;
    }

    /** Lets those go whose time is over, and returns the instances among them. */
    List<String> expire(Instant now) {
        here.values().removeIf(seat -> seat.leftAt != null && !now.isBefore(seat.leftAt.plus(GRACE)));
        List<String> gone = new ArrayList<>();
        elsewhere.forEach((instance, heard) -> {
            if (!now.isBefore(heard.at.plus(SILENCE))) {
                gone.add(instance);
            }
        });
        gone.forEach(elsewhere::remove);
        return gone;
    }

    /** The agents on this instance: each name once per conversation it looks at. */
    List<DeskPresence.Agent> here() {
        return distinct(here.values().stream().map(AgentPresence::agent));
    }

    /** The agents on all instances. */
    List<DeskPresence.Agent> all() {
        return distinct(Stream.concat(here.values().stream().map(AgentPresence::agent),
                elsewhere.values().stream().flatMap(heard -> heard.agents.stream())));
    }

    int names() {
        return (int) all().stream().map(DeskPresence.Agent::name).distinct().count();
    }

    private static DeskPresence.Agent agent(Seat seat) {
        ConversationKey at = seat.looksAt;
        return new DeskPresence.Agent(seat.name, at == null ? null : at.productId(),
                at == null ? null : at.sessionId());
    }

    private static List<DeskPresence.Agent> distinct(Stream<DeskPresence.Agent> agents) {
        return agents.distinct().sorted(Comparator.comparing(DeskPresence.Agent::name)).toList();
    }
}
