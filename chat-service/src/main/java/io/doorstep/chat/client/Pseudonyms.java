package io.doorstep.chat.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** The names clients and networks have outside of this service: base64url of HMAC-SHA-256(key, name), 43 characters. */
public final class Pseudonyms {
    private final Signature signature;

    public Pseudonyms(String secret) {
        this.signature = Signature.derivedFrom(secret, "client-keys");
    }

    public String of(ClientKey client) {
        return of(client.value());
    }

    /** @param prefix such as {@code 192.0.2.0/24} */
    public String ofNetwork(String prefix) {
        return of("net:" + prefix);
    }

    private String of(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign(name.getBytes(UTF_8)));
    }
}
