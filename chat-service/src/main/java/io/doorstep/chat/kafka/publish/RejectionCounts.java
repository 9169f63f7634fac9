package io.doorstep.chat.kafka.publish;

import io.doorstep.chat.rejection.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one client was refused within a second: one entry per reason and product, in the order they came up. */
final class RejectionCounts {
    /** Products that are told apart. What a client is refused on still others is counted without its product. */
    static final int MOST_PRODUCTS = 8;

    private final List<Refusal> list = new ArrayList<>(1);

    List<Refusal> list() {
        return list;
    }

    void add(Instant time, @Nullable String productId, Rejection rejection, long limitsRevision) {
        Refusal like = like(productId, rejection);
        if (like != null) {
            like.again(rejection, limitsRevision);
        } else if (isToldApart(productId)) {
            list.add(new Refusal(time, productId, rejection, limitsRevision));
        } else {
            add(time, null, rejection, limitsRevision);
        }
    }

    private @Nullable Refusal like(@Nullable String productId, Rejection rejection) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isLike(productId, rejection)) {
                return list.get(i);
            }
        }
        return null;
    }

    private boolean isToldApart(@Nullable String productId) {
        if (productId == null) {
            return true;
        }
        List<String> products = list.stream().map(Refusal::productId).filter(Objects::nonNull).distinct().toList();
        return products.size() < MOST_PRODUCTS || products.contains(productId);
    }

    /** The refusals of one reason on one product. */
    public static final class Refusal {
        private final Instant first;
        private final @Nullable String productId;
        private Rejection latest;
        private long limitsRevision;
        private long count = 1;

        private Refusal(Instant first, @Nullable String productId, Rejection latest, long limitsRevision) {
            this.first = first;
            this.productId = productId;
            this.latest = latest;
            this.limitsRevision = limitsRevision;
        }

        private boolean isLike(@Nullable String otherProductId, Rejection other) {
            return latest.code() == other.code() && latest.limitName() == other.limitName()
                    && Objects.equals(latest.scope(), other.scope())
                    && Objects.equals(productId, otherProductId);
        }

        private void again(Rejection rejection, long revision) {
            latest = rejection;
            limitsRevision = revision;
            count++;
        }

        /** When the first of them was. */
        Instant first() {
            return first;
        }

        @Nullable
        String productId() {
            return productId;
        }

        /** What was said last. */
        Rejection latest() {
            return latest;
        }

        long limitsRevision() {
            return limitsRevision;
        }

        long count() {
            return count;
        }
    }
}
