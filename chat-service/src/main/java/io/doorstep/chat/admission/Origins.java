package io.doorstep.chat.admission;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may open a socket: those of this host, and the configured ones. Callers without an {@code Origin} are not
 * browsers, and the check, which protects a browser's user, does not concern them.
 */
public final class Origins {
    private final List<String> allowed;

    /** @param allowed origins such as {@code https://shop.example}, or {@code *} for all */
    public Origins(List<String> allowed) {
        this.allowed = allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
        for (String origin : this.allowed) {
            if (!origin.equals("*") && authorityOf(origin) == null) {
                throw new IllegalArgumentException(
                        "doorstep.origins: '" + origin + "' is not an origin such as https://shop.example, or *");
            }
        }
    }

    public boolean allows(@Nullable String origin, @Nullable String host) {
        if (origin == null || allowed.contains("*")) {
            return true;
        }
        String lower = origin.toLowerCase(Locale.ROOT);
        String authority = authorityOf(lower);
        return allowed.contains(lower) || (authority != null && host != null && authority.equalsIgnoreCase(host));
    }

    private static @Nullable String authorityOf(String origin) {
        try {
            URI uri = URI.create(origin);
            boolean isOrigin = uri.getScheme() != null && (uri.getPath() == null || uri.getPath().isEmpty());
            return isOrigin ? uri.getAuthority() : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
