package io.doorstep.chat.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.Optional;

/** Where a webhook is called, and the key that its calls are signed with. */
public final class WebhookTarget {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST_KEY = 24;
    private static final int LONGEST_KEY = 64;
    private static final int HIGHEST_PORT = 65_535;

    private final URI url;
    private final byte[] key;

    private WebhookTarget(URI url, byte[] key) {
        this.url = url;
        this.key = key;
    }

    /**
     * Reads settings.
     *
     * @param name of the setting that has the address; that of the secret ends in {@code -secret}
     * @param url an address with {@code http} or {@code https}; blank = no webhook
     * @param secret the Base64 of 24 to 64 bytes, with or without {@code whsec_} before it
     * @throws IllegalArgumentException with a sentence that says what is wrong, and not the secret
     */
    public static Optional<WebhookTarget> of(String name, String url, String secret) {
        if (url.isBlank()) {
            if (!secret.isBlank()) {
                throw new IllegalArgumentException(name + "-secret does nothing unless " + name + " is set");
            }
            return Optional.empty();
        }
        return Optional.of(new WebhookTarget(address(name, url.strip()), key(name + "-secret", secret.strip())));
    }

    private static URI address(String name, String url) {
        try {
            URI address = new URI(url);
            String scheme = address.getScheme();
            if (("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme)) && address.getHost() != null
                    && address.getRawUserInfo() == null && address.getRawFragment() == null
                    && address.getPort() != 0 && address.getPort() <= HIGHEST_PORT) {
                return address;
            }
        } catch (URISyntaxException _) {
            // as any other that is none
        }
        throw new IllegalArgumentException(
                name + " is not an address such as https://shop.example/hooks/chat, without a name or password in it");
    }

    private static byte[] key(String name, String secret) {
        byte[] key = decoded(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
        if (key.length < SHORTEST_KEY || key.length > LONGEST_KEY) {
            throw new IllegalArgumentException(name + " must be the Base64 of " + SHORTEST_KEY + " to " + LONGEST_KEY
                    + " bytes: write whsec_ and what `openssl rand -base64 32` prints");
        }
        return key;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    URI url() {
        return url;
    }

    byte[] key() {
        return key.clone();
    }

    /** Host and port, which log lines may have: a path may hold what nobody is to read. */
    String place() {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }
}
