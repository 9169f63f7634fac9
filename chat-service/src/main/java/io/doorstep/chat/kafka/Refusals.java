package io.doorstep.chat.kafka;

import io.doorstep.chat.admission.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one client was refused within a second: one entry per reason and product, in the order they came up. */
record Refusals(List<Refusal> list) {
    /** Products that are told apart. What a client is refused on still others is counted without its product. */
    static final int MOST_PRODUCTS = 8;

    Refusals {
        list = List.copyOf(list);
    }

    static Refusals of(Instant time, @Nullable String productId, Rejection rejection, long limitsRevision) {
        return new Refusals(List.of(new Refusal(time, productId, rejection, limitsRevision, 1)));
    }

    Refusals plus(Refusals others) {
        List<Refusal> sum = new ArrayList<>(list);
        others.list.forEach(other -> add(sum, other));
        return new Refusals(sum);
    }

    private static void add(List<Refusal> sum, Refusal one) {
        Refusal added = one.isOnAnyOf(productsOf(sum)) ? one : one.withoutProduct();
        for (int i = 0; i < sum.size(); i++) {
            if (sum.get(i).isLike(added)) {
                sum.set(i, sum.get(i).plus(added));
                return;
            }
        }
        sum.add(added);
    }

    private static List<String> productsOf(List<Refusal> refusals) {
        return refusals.stream().map(Refusal::productId).filter(Objects::nonNull).distinct().toList();
    }

    /**
     * @param first when the first of them was
     * @param latest what was said last
     */
    record Refusal(Instant first, @Nullable String productId, Rejection latest, long limitsRevision, long count) {

        private boolean isOnAnyOf(List<String> products) {
            return productId == null || products.size() < MOST_PRODUCTS || products.contains(productId);
        }

        private Refusal withoutProduct() {
            return new Refusal(first, null, latest, limitsRevision, count);
        }

        private boolean isLike(Refusal other) {
            return latest.code() == other.latest.code() && latest.limitName() == other.latest.limitName()
                    && Objects.equals(productId, other.productId);
        }

        private Refusal plus(Refusal later) {
            return new Refusal(first, productId, later.latest, later.limitsRevision, count + later.count);
        }
    }
}
