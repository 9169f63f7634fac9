package io.doorstep.analytics.api;

import io.doorstep.analytics.revision.ScopeNames;
import io.doorstep.events.Scope;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what is named in a call, and says in a sentence what is wrong with it: an {@link IllegalArgumentException}. */
public final class Inputs {
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9_=-]{1,64}");

    private Inputs() {}

    /** The keyed hash of a client, which nobody but the chat service can tell from an address. */
    public static String client(@Nullable String name) {
        if (name == null || !CLIENT.matcher(name).matches()) {
            throw new IllegalArgumentException("client must be the keyed hash of a client, as the events have it"
                    + (name == null ? "" : ", not '" + name + "'"));
        }
        return name;
    }

    public static Scope scope(String name) {
        Scope scope = new Scope(name);
        if (!ScopeNames.isValid(scope)) {
            throw new IllegalArgumentException("scope must be default, tier:…, country:…, product:… or client:…, not '"
                    + name + "'");
        }
        return scope;
    }

    /** The id of a command, from the header or the body; a random one where neither has any. */
    public static String id(@Nullable String header, @Nullable String body) {
        String key = header == null ? null : checked(IDEMPOTENCY_KEY, header.strip().replaceAll("^\"|\"$", ""));
        String id = body == null ? null : checked("id", body);
        if (key != null && id != null && !key.equals(id)) {
            throw new IllegalArgumentException("id must be the same as " + IDEMPOTENCY_KEY + " where both are given");
        }
        return key != null ? key : id != null ? id : UUID.randomUUID().toString();
    }

    private static String checked(String name, String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(name + " must be 1 to 128 of letters, digits, and . _ : -");
        }
        return id;
    }
}
