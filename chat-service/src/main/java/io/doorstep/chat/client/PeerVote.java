package io.doorstep.chat.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which address has made most of some attempts, if one has: the majority vote of Boyer and Moore, which remembers one
 * candidate, with a count of what the candidate has done since it became one. The count is never too high, and too low
 * by no more than the attempts of others before. A thread never waits for another; what two of them change at once may
 * cost a vote.
 *
 * @see <a href="https://www.cs.utexas.edu/~moore/best-ideas/mjrty/">R. S. Boyer, J S. Moore: MJRTY, a fast majority
 *     vote algorithm</a>
 */
final class PeerVote {
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicReference<@Nullable Candidate> leader = new AtomicReference<>();

    /**
     * Counts one attempt.
     *
     * @param mayLead whether the address may become the candidate
     * @return the candidate, if it was its attempt
     */
    @Nullable
    Candidate count(String address, boolean mayLead, boolean carriesHeader) {
        attempts.incrementAndGet();
        Candidate candidate = leader.get();
        if (candidate == null || !candidate.address.equals(address)) {
            candidate = challenge(candidate, address, mayLead);
        }
        if (candidate != null) {
            candidate.count(carriesHeader);
        }
        return candidate;
    }

    private @Nullable Candidate challenge(@Nullable Candidate candidate, String address, boolean mayLead) {
        if (candidate != null && candidate.votes.get() > 0) {
            candidate.votes.decrementAndGet();
            return null;
        }
        Candidate challenger = mayLead ? new Candidate(address) : null;
        return challenger != null && leader.compareAndSet(candidate, challenger) ? challenger : null;
    }

    int attempts() {
        return attempts.get();
    }

    /** What it would mean for an address to have made most of the attempts; {@code LOOPBACK} depends on the headers. */
    enum Standing {
        HARMLESS,
        LOOPBACK,
        PRIVATE
    }

    static final class Candidate {
        private final String address;
        private final AtomicInteger votes = new AtomicInteger();
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger withHeader = new AtomicInteger();
        private volatile @Nullable Standing standing;

        Candidate(String address) {
            this.address = address;
        }

        private void count(boolean carriesHeader) {
            votes.incrementAndGet();
            count.incrementAndGet();
            if (carriesHeader) {
                withHeader.incrementAndGet();
            }
        }

        String address() {
            return address;
        }

        int count() {
            return count.get();
        }

        int withHeader() {
            return withHeader.get();
        }

        /** Found out once. */
        Standing standing(Function<String, Standing> of) {
            Standing known = standing;
            if (known == null) {
                known = of.apply(address);
                standing = known;
            }
            return known;
        }
    }
}
