package io.doorstep.chat.admission;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many rejections a second are explained. Within the budget every one is. Past it, the budget is shared out evenly
 * among the networks that are being rejected, and those that have had their share are turned away unexplained: the worst,
 * and nobody else. A network that has not been rejected lately is heard, unless so many are that it is counted among the
 * rest. Thread-safe; never waits.
 *
 * <p>
 * Rates are those of the last second, as a sliding average over two fixed ones. Max-min fairness is that of Bertsekas and
 * Gallager, <em>Data Networks</em>, section 6.5, with one step in place of its water-filling.
 */
public final class ExplanationBudget {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** Networks told apart in a second; those past it count as one. */
    private static final int MOST_NETWORKS = 10_000;
    private static final String THE_REST = "";

    private final int perSecond;
    private volatile Seconds seconds;

    /** @param perSecond rejections explained per second before anybody is turned away, at least 1 */
    public ExplanationBudget(int perSecond) {
        this.perSecond = perSecond;
        this.seconds = new Seconds(0, new Tally(), new Tally());
    }

    private static final class Tally {
        private final AtomicInteger all = new AtomicInteger();
        private final ConcurrentHashMap<String, Integer> byNetwork = new ConcurrentHashMap<>();

        void add(String network) {
            all.incrementAndGet();
            String counted = byNetwork.size() < MOST_NETWORKS || byNetwork.containsKey(network) ? network : THE_REST;
            byNetwork.merge(counted, 1, Integer::sum);
        }

        int of(String network) {
            return byNetwork.getOrDefault(network, byNetwork.getOrDefault(THE_REST, 0));
        }
    }

    private record Seconds(long number, Tally before, Tally now) {

        Seconds at(long second) {
            if (second == number) {
                return this;
            }
            return new Seconds(second, second == number + 1 ? now : new Tally(), new Tally());
        }
    }

    private Seconds at(long nowNanos) {
        long second = Math.floorDiv(nowNanos, SECOND);
        Seconds current = seconds;
        return second <= current.number ? current : advance(second);
    }

    private synchronized Seconds advance(long second) {
        if (second > seconds.number) {
            seconds = seconds.at(second);
        }
        return seconds;
    }

    /** A client of this network has been rejected, and told why. */
    public void explained(String network, long nowNanos) {
        at(nowNanos).now.add(network);
    }

    /** Whether there is so much left that it does not matter who asks. */
    public boolean isAmple(long nowNanos) {
        return spent(at(nowNanos), nowNanos) < perSecond;
    }

    private static double spent(Seconds current, long nowNanos) {
        return current.now.all.get() + weightBefore(nowNanos) * current.before.all.get();
    }

    private static double weightBefore(long nowNanos) {
        return 1 - (double) Math.floorMod(nowNanos, SECOND) / SECOND;
    }

    /**
     * Whether an attempt from this network may go on to the door.
     *
     * @param crowded whether as many are being closed as may be, which counts as a budget that is spent
     */
    public boolean allows(String network, boolean crowded, long nowNanos) {
        Seconds current = at(nowNanos);
        if (!crowded && spent(current, nowNanos) < perSecond) {
            return true;
        }
        double ofNetwork = current.now.of(network) + weightBefore(nowNanos) * current.before.of(network);
        int networks = Math.max(1, Math.max(current.now.byNetwork.size(), current.before.byNetwork.size()));
        return ofNetwork < Math.max(1, (double) perSecond / networks);
    }
}
