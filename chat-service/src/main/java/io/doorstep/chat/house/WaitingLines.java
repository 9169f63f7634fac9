package io.doorstep.chat.house;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.Tier;
import io.doorstep.support.log.OncePer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who wait for a place: strangers, and those who are known, each in a line of their own, since their places are not the
 * same. How soon their moments follow each other comes from how often places became free.
 */
final class WaitingLines {
    /** A house with one in so many places free is not full: newcomers need not wait. */
    private static final int PLENTY = 5;
    private static final int MOST_WAITING = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(WaitingLines.class);

    private final WaitingList strangers;
    private final WaitingList known;
    private final Turnover turnover = new Turnover();
    private final LongSupplier nanos;
    private final OncePer failures = new OncePer(Duration.ofMinutes(1));
    private long observedNanos;
    private int endedBefore;

    /**
     * @param shortestWait of whoever finds no place
     * @param nanos a clock that never goes back
     */
    WaitingLines(Duration shortestWait, LongSupplier nanos) {
        this.strangers = new WaitingList(MOST_WAITING, shortestWait);
        this.known = new WaitingList(MOST_WAITING, shortestWait);
        this.nanos = nanos;
        this.observedNanos = nanos.getAsLong();
    }

    private WaitingList of(Tier tier) {
        return tier == Tier.ANONYMOUS ? strangers : known;
    }

    /** Whether somebody waits for the places that are open to this tier, so that others cannot just take them. */
    boolean areIn(Tier tier) {
        return tier != Tier.AGENT && !of(tier).isEmpty();
    }

    int size() {
        return strangers.size() + known.size();
    }

    /**
     * @param available places that are free for this tier, or could be made so
     * @param places that are open to this tier, taken or not
     * @param taken places that are taken by whom this tier waits for
     * @return 0 where the client may take one; else how long it waits, in milliseconds
     */
    long ask(ClientKey client, Tier tier, int available, int places, int taken) {
        return of(tier).ask(client, available, Math.clamp(places / PLENTY, 2, Room.MOST_COUNTED), perSecond(taken),
                nowMs());
    }

    /** How long a client waits, in milliseconds, for whom there was no place in spite of that; 0 where this fails. */
    long missed(ClientKey client, Tier tier, int taken) {
        try {
            return of(tier).missed(client, perSecond(taken), nowMs());
        } catch (RuntimeException e) {
            failed(e);
            return 0;
        }
    }

    private void failed(RuntimeException why) {
        failures.run(times -> LOG.error("Those who wait for a place could not be told apart, {} times", times, why));
    }

    /** A client of this tier has its place, and keeps it if this fails. */
    void took(ClientKey client, Tier tier) {
        if (areIn(tier)) {
            try {
                of(tier).took(client);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    /**
     * To be called about every second.
     *
     * @param sockets of visitors that are there
     * @param ended sockets of visitors that ended since the start; may run over
     */
    synchronized void observe(int sockets, int ended) {
        long now = nanos.getAsLong();
        turnover.observe(ended - endedBefore, sockets, Duration.ofNanos(now - observedNanos));
        observedNanos = now;
        endedBefore = ended;
    }

    private synchronized double perSecond(int taken) {
        return turnover.perSecond(taken);
    }

    private long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
    }
}
