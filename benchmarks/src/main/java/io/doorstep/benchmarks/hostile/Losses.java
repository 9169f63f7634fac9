package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.outage.EventBook;
import io.doorstep.events.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What visitors did beside what was on Kafka, but for what went with a deleted topic. */
record Losses(VisitLog visits, EventBook events, List<Deletion> deletions) {

    List<Check> checks(long published, long dropped) {
        List<Check> checks = new ArrayList<>();
        add(checks, "`connection.opened`", Topic.CONNECTIONS, visits.opens(), events.opened());
        add(checks, "`connection.closed`", Topic.CONNECTIONS, visits.closes(), events.closed());
        add(checks, "messages", Topic.MESSAGES, visits.messages(), events.spoke());
        long holes = events.holes((from, to) -> !Deletion.anyTookBetween(deletions, from, to));
        checks.add(Check.told("events, of which gone with a deleted topic", "%,d, %,d".formatted(events.numbered(),
                events.holes((_, _) -> true) - holes)));
        checks.add(Check.none("holes in the sequences of the service", holes));
        checks.add(Check.none("came twice, by source and sequence", events.twice()));
        checks.add(Check.none("numbered, and not acknowledged by Kafka", events.numbered() - published));
        checks.add(Check.none("dropped, as the service counts", dropped));
        return checks;
    }

    private void add(List<Check> checks, String what, Topic topic, Map<String, Instant> expected, List<String> found) {
        Set<String> distinct = new HashSet<>(found);
        long missing = expected.entrySet().stream().filter(one -> !distinct.contains(one.getKey())
                && !Deletion.anyTook(deletions, topic, one.getValue())).count();
        checks.add(Check.none(what + " of %,d visits that are missing".formatted(expected.size()), missing));
        checks.add(Check.none(what + " that came twice", found.size() - distinct.size()));
    }
}
