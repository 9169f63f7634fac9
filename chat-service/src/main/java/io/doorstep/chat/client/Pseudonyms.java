package io.doorstep.chat.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** The names clients have outside of this service: base64url of HMAC-SHA-256(key, client), 43 characters. */
public final class Pseudonyms {
    private final Signature signature;

    public Pseudonyms(String secret) {
        this.signature = Signature.derivedFrom(secret, "client-keys");
    }

    public String of(ClientKey client) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign(client.value().getBytes(UTF_8)));
    }
}
