package io.doorstep.chat.conversation;

import org.jspecify.annotations.Nullable;

/**
 * What a visitor's page tells of itself.
 *
 * @param productName what it calls the product; null where it does not say
 * @param address where it is; null where that is not known
 */
public record VisitorPage(@Nullable String productName, @Nullable String address) {
    static final VisitorPage UNKNOWN = new VisitorPage(null, null);
}
