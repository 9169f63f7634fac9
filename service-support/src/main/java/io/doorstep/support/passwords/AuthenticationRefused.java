package io.doorstep.support.passwords;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** A password was not looked at: its client has sent too many wrong ones, or too many wait to be checked. */
public final class AuthenticationRefused extends AuthenticationException {
    private static final long serialVersionUID = 1;

    private final Why why;
    private final int status;
    private final long retryAfterSeconds;

    /** What there was too much of. */
    public enum Why {
        FAILURES,
        AT_ONCE,
        BUSY
    }

    private AuthenticationRefused(Why why, String sentence, int status, long retryAfterSeconds) {
        super(sentence);
        this.why = why;
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static AuthenticationRefused tooManyFailures(long waitNanos) {
        long seconds = Math.ceilDiv(waitNanos, Duration.ofSeconds(1).toNanos());
        return new AuthenticationRefused(Why.FAILURES,
                "Too many wrong passwords. Try again in " + inWords(seconds) + ".", 429, seconds);
    }

    static AuthenticationRefused tooManyAtOnce() {
        return new AuthenticationRefused(Why.AT_ONCE, "Too many passwords at once. Try again in a second.", 429, 1);
    }

    static AuthenticationRefused busy() {
        return new AuthenticationRefused(Why.BUSY,
                "Too many passwords wait to be checked. Try again in a few seconds.", 503, 3);
    }

    private static String inWords(long seconds) {
        return seconds <= 90 ? seconds + " seconds" : Math.ceilDiv(seconds, 60L) + " minutes";
    }

    public Why why() {
        return why;
    }

    /** 429, or 503 where it is not this client's fault. */
    public int status() {
        return status;
    }

    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** It is no fault of the program's: nobody needs to know where it was thrown. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
