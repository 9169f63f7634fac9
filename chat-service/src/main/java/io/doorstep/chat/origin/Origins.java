package io.doorstep.chat.origin;

import io.doorstep.support.origin.OwnOrigins;
import io.doorstep.support.origin.WebOrigin;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may open a socket: those of this host, and the configured ones. Callers without an {@code Origin} are not
 * browsers, and the check, which protects a browser's user, does not concern them.
 */
public final class Origins {
    private static final String AFTER_SCHEME = "://";

    private final boolean all;
    private final Set<String> asWritten = new HashSet<>();
    private final List<OriginEntry> entries;

    /**
     * @param allowed origins such as {@code https://shop.example}, {@code https://*.shop.example} for its subdomains too,
     *     or {@code *} for all
     */
    public Origins(List<String> allowed) {
        this.entries = allowed.stream().map(OriginEntry::parse).toList();
        this.all = entries.contains(OriginEntry.ALL);
        entries.forEach(entry -> asWritten.add(entry.toString()));
    }

    public boolean allows(@Nullable String origin, OwnOrigins own) {
        if (origin == null || all || asWritten.contains(origin) || isHost(origin, own.host())) {
            return true;
        }
        Optional<WebOrigin> page = WebOrigin.parse(origin);
        return page.isPresent() && (own.includes(page.get())
                || entries.stream().anyMatch(entry -> entry.matches(page.get())));
    }

    /** Most pages are this host's own, and written as the host is. */
    private static boolean isHost(String origin, @Nullable String host) {
        if (host == null || host.isEmpty()) {
            return false;
        }
        int start = origin.length() - host.length();
        return start > AFTER_SCHEME.length() && origin.indexOf(AFTER_SCHEME) == start - AFTER_SCHEME.length()
                && origin.endsWith(host);
    }
}
