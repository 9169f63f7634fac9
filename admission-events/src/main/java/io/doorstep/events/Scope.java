package io.doorstep.events;

import java.util.Locale;

/**
 * Whom a limit or a pattern is for: {@code default}, {@code tier:anonymous}, {@code country:DE}, {@code product:11} or
 * {@code client:…}.
 */
public record Scope(String name) {
    /** Everybody. */
    public static final Scope DEFAULT = new Scope("default");

    public Scope {
        Promise.present("scope", name);
        if (name.length() > Promise.LONGEST_NAME) {
            throw new IllegalArgumentException("a scope has at most " + Promise.LONGEST_NAME + " characters");
        }
    }

    public static Scope tier(Tier tier) {
        return new Scope("tier:" + tier.name().toLowerCase(Locale.ROOT));
    }

    public static Scope country(String isoCode) {
        return new Scope("country:" + isoCode);
    }

    public static Scope product(String productId) {
        return new Scope("product:" + productId);
    }

    @Override
    public String toString() {
        return name;
    }
}
