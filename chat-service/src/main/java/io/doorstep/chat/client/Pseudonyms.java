package io.doorstep.chat.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The names clients and networks have outside of this service: base64url of HMAC-SHA-256(key, name), 43 characters. */
public final class Pseudonyms {
    private static final int ID_BYTES = 4;

    private final Signature signature;
    private final String keyId;
    private final List<Pseudonyms> others;

    public Pseudonyms(String secret) {
        this(secret, List.of());
    }

    /** @param otherSecrets that names may have been made with on other instances, or before */
    public Pseudonyms(String secret, List<String> otherSecrets) {
        this.signature = Signature.derivedFrom(secret, "client-keys");
        this.keyId = HexFormat.of().formatHex(Arrays.copyOf(signature.sign("key id".getBytes(UTF_8)), ID_BYTES));
        this.others = otherSecrets.stream().map(Pseudonyms::new).toList();
    }

    /** @param keyId of the key that the name was made with */
    public record Named(String keyId, String name) {}

    /** Tells keys apart, and says nothing about them: 8 hexadecimal digits of what the key makes of a fixed text. */
    public String keyId() {
        return keyId;
    }

    public String of(ClientKey client) {
        return of(client.value());
    }

    /** All names a client may have, that under the present key first. */
    public List<Named> all(ClientKey client) {
        return Stream.concat(Stream.of(this), others.stream()).map(one -> new Named(one.keyId, one.of(client)))
                .toList();
    }

    /** @param prefix such as {@code 192.0.2.0/24} */
    public String ofNetwork(String prefix) {
        return of("net:" + prefix);
    }

    /** What a ticket's bearer is counted by, apart from all others at its address; tells nothing of the session id. */
    public ClientKey keyOfTicket(String sessionId) {
        return ClientKey.ofSubject("ticket/" + of("ticket:" + sessionId));
    }

    private String of(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign(name.getBytes(UTF_8)));
    }
}
