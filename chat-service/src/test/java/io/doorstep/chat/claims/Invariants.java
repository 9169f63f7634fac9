package io.doorstep.chat.claims;

import io.doorstep.chat.claims.SimulatedLog.Entry;
import io.doorstep.events.claims.ClaimRecord;
import io.doorstep.events.claims.ClaimRecord.Claimed;
import io.doorstep.events.claims.ClaimRecord.Use;
import java.util.List;
import java.util.Map;

/** What has to hold in a simulation. */
final class Invariants {
    private final Simulation simulation;
    private final SimulatedLog log;
    /** Without it: records that a door has read are no longer those of the log. */
    private boolean hasLost;

    Invariants(Simulation simulation, SimulatedLog log) {
        this.simulation = simulation;
        this.log = log;
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void require(boolean holds, String what, Object... of) {
        if (!holds) {
            throw new AssertionError("at " + simulation.nowMs() + " ms: " + what.formatted(of));
        }
    }

    void lost() {
        hasLost = true;
    }

    /** No door counts another number of sockets than it has. */
    void always() {
        for (SimulatedDoor door : simulation.doors()) {
            if (door.alive) {
                for (Truth client : simulation.clients()) {
                    int partition = Simulation.partitionOf(client.client);
                    int sockets = door.sockets.getOrDefault(client.client, 0);
                    require(door.held(partition, client.client) == sockets, "%s holds %d sockets of %s and counts %d",
                            door.name, sockets, client.client, door.held(partition, client.client));
                }
            }
        }
    }

    /** Doors that have read the same log agree, since each agrees with what the log means. */
    void read(SimulatedDoor door, int partition, Entry entry) {
        if (hasLost) {
            return;
        }
        for (Map.Entry<String, String> seen : entry.meaning().seen().entrySet()) {
            String here = Reference.seen(door.claims[partition].log(), seen.getKey());
            require(here.equals(seen.getValue()), "%s has read %s and sees of %s %s, not %s", door.name,
                    entry.record(), seen.getKey(), here, seen.getValue());
        }
    }

    /** A claim lets nobody in past the limit; of those in without one, each that is past it could not know. */
    void appended(int partition, Entry entry) {
        if (hasLost || entry.meaning().isCopy() || !(entry.record() instanceof ClaimRecord.Told told)) {
            return;
        }
        for (Truth client : simulation.clients()) {
            if (client.client.equals(entry.key())) {
                client.stays().stream().filter(stay -> isOf(told, stay)).findFirst().ifPresent(stay -> {
                    stay.isTold = true;
                    isOneAtATime(partition, entry, stay);
                });
            }
        }
    }

    private static boolean isOf(ClaimRecord.Told told, Truth.Stay stay) {
        return stay.outcome == Outcome.FAST && stay.terms.use() == told.use()
                && stay.door.name.equals(told.instance()) && stay.place != null && stay.place.atMs == told.atMs()
                && !stay.isTold;
    }

    @SuppressWarnings("ReferenceEquality")
    private void isOneAtATime(int partition, Entry entry, Truth.Stay stay) {
        long own = log.from(partition, stay.readThen).stream().filter(one -> one != entry)
                .filter(one -> String.valueOf(one.key()).equals(entry.key())).filter(one -> isUse(one, stay)).count();
        require(own == 0, "%s was let in at %s while %d records of it were under way",
                stay.place == null ? "" : stay.place.name, stay.door.name,
                own);
        couldNotKnow(partition, entry, stay);
    }

    private static boolean isUse(Entry entry, Truth.Stay stay) {
        return !entry.meaning().isCopy() && switch (entry.record()) {
            case ClaimRecord.Told told -> told.instance().equals(stay.door.name) && told.use() == stay.terms.use();
            case Claimed claim -> claim.instance().equals(stay.door.name) && claim.use() == stay.terms.use();
            default -> false;
        };
    }

    private void couldNotKnow(int partition, Entry entry, Truth.Stay stay) {
        Reference reference = log.reference(partition);
        long counted = reference.within(entry.key(), stay.terms.use(), stay.terms.windowMs());
        if (counted <= stay.terms.limit()) {
            return;
        }
        List<Entry> unseen = log.from(partition, stay.readThen);
        long others = unseen.stream().filter(one -> String.valueOf(one.key()).equals(entry.key()))
                .filter(one -> one.record() instanceof ClaimRecord.Told || one.record() instanceof Claimed).count();
        require(others * 2 >= stay.terms.limit(), "%s was let in as number %d of %d, and %d were unseen",
                stay.door.name,
                counted, stay.terms.limit(), others);
    }

    /** Nobody is refused who is below the limit, by what can be known. */
    void refused(Truth client, Truth.Stay stay, Answer.Refused refused) {
        long doubt = simulation.doubtSinceMs();
        long lag = simulation.nowMs() - doubt;
        if (refused.isBySlots()) {
            require(client.slots(doubt) >= stay.terms.slots(), "%s was refused a socket and holds %d of %d: %s",
                    client.client, client.slots(doubt), stay.terms.slots(), refused);
        } else if (refused.waitMs() > 1 || refused.outcome() != Outcome.REFUSED) {
            long used = client.within(stay.terms.use(), simulation.nowMs() - stay.terms.windowMs() - lag, doubt);
            require(used >= stay.terms.limit(), "%s was refused and has used %d of %d: %s", client.client, used,
                    stay.terms.limit(), refused);
        }
    }

    /** Whatever becomes of the log, the answer does not wait for it. */
    void isAnswered(Truth.Stay stay) {
        boolean answers = stay.door.alive && stay.door.pausedUntilMs <= stay.fromMs && !stay.givenUp;
        require(!answers || stay.place == null || stay.place.state != Place.State.WAITING, "%s waits since %d",
                stay.door.name, stay.fromMs);
    }

    /** Nothing is under way any more: the log has of each door what it holds, and of the dead nothing. */
    void atRest() {
        for (Truth client : simulation.clients()) {
            int partition = Simulation.partitionOf(client.client);
            Reference reference = log.reference(partition);
            for (SimulatedDoor door : simulation.doors()) {
                int sockets = door.alive ? door.sockets.getOrDefault(client.client, 0) : 0;
                require(reference.held(client.client, door.name) == sockets,
                        "%s holds %d sockets of %s, and the log has %d", door.name, sockets, client.client,
                        reference.held(client.client, door.name));
                if (door.alive) {
                    ClientUse use = door.claims[partition].log().find(client.client);
                    require(use == null || (use.isSettled(Use.CONNECTION) && use.isSettled(Use.SESSION)),
                            "%s waits for something of %s at rest", door.name, client.client);
                }
            }
        }
    }
}
