package io.doorstep.analytics.revision;

import io.doorstep.events.Scope;
import java.util.regex.Pattern;

/** Which scopes there can be. */
public final class ScopeNames {
    private static final Pattern VALID = Pattern.compile("default|tier:(anonymous|authenticated|returning|agent)"
            + "|country:[A-Z]{2}|product:[A-Za-z0-9._-]{1,64}|client:[A-Za-z0-9_=-]{1,64}");

    private ScopeNames() {}

    public static boolean isValid(Scope scope) {
        return VALID.matcher(scope.name()).matches();
    }
}
