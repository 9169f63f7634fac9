package io.doorstep.support.security;

import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The health that is open to all, for balancers and probes; what is below it, with its details, is for operators. */
public final class OpenHealth {
    private static final String HEALTH = "/actuator/health";

    private OpenHealth() {}

    public static RequestMatcher paths() {
        return new OrRequestMatcher(PathPatternRequestMatcher.pathPattern(HEALTH),
                PathPatternRequestMatcher.pathPattern(HEALTH + "/liveness"),
                PathPatternRequestMatcher.pathPattern(HEALTH + "/readiness"));
    }
}
