package io.doorstep.benchmarks.reconciliation;

import io.doorstep.events.Topic;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What visitors did beside what is on Kafka, but for what went with a deleted topic. The service has been stopped: its last
 * event shows that no later one is missing.
 */
public record Reconciliation(VisitLog visits, PublishedEvents events, List<Deletion> deletions) {

    /** @param dropped by the service's own count */
    public List<Check> checks(long dropped) {
        long holes = events.holes((from, to) -> !Deletion.anyTookBetween(deletions, from, to));
        return List.of(each("`connection.opened`", Topic.CONNECTIONS, visits.opens(), events.opened()),
                each("`connection.closed`", Topic.CONNECTIONS, visits.closes(), events.closed()),
                each("messages on `chat.messages`", Topic.MESSAGES, visits.messages(), events.spoke()),
                Check.info("events read", "%,d".formatted(events.events())),
                Check.equal("last event of the service", 1, events.ended()),
                Check.info("holes in the sequences where a topic was deleted",
                        "%,d".formatted(events.holes((_, _) -> true) - holes)),
                Check.none("other holes in the sequences", holes),
                Check.none("came twice, by source and sequence", events.twice()),
                Check.none("dropped, as the service counts", dropped));
    }

    /** Each is there once, or went with a deleted topic. */
    private Check each(String what, Topic topic, Map<String, Instant> expected, List<String> published) {
        Set<String> distinct = new HashSet<>(published);
        long there = expected.keySet().stream().filter(distinct::contains).count();
        long deleted = expected.entrySet().stream().filter(one -> !distinct.contains(one.getKey())
                && Deletion.anyTook(deletions, topic, one.getValue())).count();
        long twice = (long) published.size() - distinct.size();
        return new Check(what, "%,d".formatted(expected.size()),
                "%,d".formatted(there) + (deleted == 0 ? "" : ", %,d gone with a topic".formatted(deleted))
                        + (twice == 0 ? "" : ", %,d twice".formatted(twice)),
                there + deleted == expected.size() && twice == 0);
    }
}
