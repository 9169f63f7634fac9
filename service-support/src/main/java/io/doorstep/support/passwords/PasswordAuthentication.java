package io.doorstep.support.passwords;

import io.doorstep.support.passwords.PasswordReport.Outcome;
import io.doorstep.support.threads.ThreadSupervisor;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Checks names and passwords, of HTTP Basic and of forms alike. A client with too many failures is refused first, and with
 * the right password too, so that what others prove meanwhile tells it nothing; then a pair that was right a moment ago is
 * let in; only then is one hashed. The same pair of the same client that is under way is hashed once.
 */
public final class PasswordAuthentication implements AutoCloseable {
    private final ReadOnlyUsers users;
    private final EvenHashing hashing;
    private final FailureLimit failures;
    private final PasswordReport report;
    private final HashingQueue queue;
    private final CredentialDigest digests = new CredentialDigest();
    private final VerifiedCredentials verified = new VerifiedCredentials();
    private final Map<Check, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();

    /** A pair that a client has sent. */
    private record Check(String client, String digest) {}

    public PasswordAuthentication(ReadOnlyUsers users, PasswordLimits limits, MeterRegistry meters,
            ThreadSupervisor threads) {
        this.users = users;
        this.hashing = new EvenHashing(users);
        this.failures = new FailureLimit(limits);
        this.report = new PasswordReport(meters);
        this.queue = new HashingQueue(threads);
    }

    /**
     * Asks this, and then the others; nobody else, since Spring's own provider would hash on the request's thread.
     *
     * @param others for authentications without a password
     */
    public AuthenticationManager manager(AuthenticationProvider... others) {
        List<AuthenticationProvider> providers = new ArrayList<>(List.of(others));
        providers.addFirst(new Provider());
        return new ProviderManager(providers);
    }

    private final class Provider implements AuthenticationProvider {
        @Override
        public boolean supports(Class<?> authentication) {
            return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
        }

        @Override
        public Authentication authenticate(Authentication attempt) {
            return PasswordAuthentication.this.authenticate(attempt);
        }
    }

    /**
     * @param attempt whose details are the {@link Caller}
     * @throws AuthenticationRefused where the password is not looked at
     * @throws BadCredentialsException where it is wrong, or there is no such user
     */
    Authentication authenticate(Authentication attempt) {
        if (!(attempt.getDetails() instanceof Caller caller)) {
            throw new IllegalArgumentException("the details of an attempt must say who the caller is");
        }
        String name = attempt.getName();
        String password = String.valueOf(attempt.getCredentials());
        if (!isRight(caller, name, password)) {
            throw new BadCredentialsException("Wrong name or password");
        }
        UserDetails user = users.loadUserByUsername(name);
        var authenticated = UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
        authenticated.setDetails(caller);
        return authenticated;
    }

    private boolean isRight(Caller caller, String name, String password) {
        long now = System.nanoTime();
        requireFewerFailures(caller, now);
        String digest = digests.of(name, password);
        if (verified.contains(digest, now)) {
            report.count(Outcome.REMEMBERED, caller);
            return true;
        }
        var check = new Check(caller.client(), digest);
        var mine = new CompletableFuture<Boolean>();
        CompletableFuture<Boolean> others = underWay.putIfAbsent(check, mine);
        if (others == null) {
            start(check, caller, name, password, mine);
            return resultOf(mine);
        }
        boolean right = resultOf(others);
        if (!right && !failures.take(caller.client(), System.nanoTime())) {
            requireFewerFailures(caller, System.nanoTime());
        }
        return right;
    }

    private void requireFewerFailures(Caller caller, long now) {
        long wait = failures.waitOf(caller.client(), now);
        if (wait > 0) {
            throw refused(caller, AuthenticationRefused.tooManyFailures(wait));
        }
    }

    private void start(Check check, Caller caller, String name, String password, CompletableFuture<Boolean> result) {
        long taken = System.nanoTime();
        AuthenticationRefused refusal = null;
        if (!failures.take(caller.client(), taken)) {
            refusal = AuthenticationRefused.tooManyFailures(failures.waitOf(caller.client(), taken));
        } else {
            HashingQueue.Offer offer = queue.offer(caller,
                    () -> run(check, caller, name, password, taken, result));
            if (offer != HashingQueue.Offer.TAKEN) {
                failures.giveBack(caller.client(), taken);
                refusal = offer == HashingQueue.Offer.FULL
                        ? AuthenticationRefused.busy()
                        : AuthenticationRefused.tooManyAtOnce();
            }
        }
        if (refusal != null) {
            underWay.remove(check);
            result.completeExceptionally(refused(caller, refusal));
        }
    }

    private static boolean resultOf(CompletableFuture<Boolean> check) {
        try {
            return check.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AuthenticationRefused refused) {
                throw refused;
            }
            throw e;
        }
    }

    private void run(Check check, Caller caller, String name, String password, long taken,
            CompletableFuture<Boolean> result) {
        try {
            boolean right = hashing.matches(name, password);
            if (right) {
                failures.giveBack(caller.client(), taken);
                verified.add(check.digest(), System.nanoTime());
            }
            report.count(right ? Outcome.RIGHT : Outcome.WRONG, caller);
            result.complete(right);
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        } finally {
            underWay.remove(check);
        }
    }

    private AuthenticationRefused refused(Caller caller, AuthenticationRefused why) {
        report.count(why.status() == 503 ? Outcome.BUSY : Outcome.LIMITED, caller);
        return why;
    }

    @Override
    public void close() {
        queue.close();
    }
}
