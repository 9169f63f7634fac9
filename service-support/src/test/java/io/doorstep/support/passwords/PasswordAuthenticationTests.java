package io.doorstep.support.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doorstep.support.threads.ThreadSupervisor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class PasswordAuthenticationTests {
    private static final int COST = 4;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PasswordAuthentication passwords = new PasswordAuthentication(
            new ReadOnlyUsers(List.of(user("olga", COST), user("tom", COST + 2))),
            new PasswordLimits(10, Duration.ofMinutes(10)), meters, new ThreadSupervisor());

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    void authenticate_knowsTheUser_andHashesARightPasswordOnceAMinute() {
        for (int i = 0; i < 50; i++) {
            var olga = passwords.authenticate(attempt("192.0.2.1", "olga", "secret of olga"));
            assertThat(olga.isAuthenticated()).isTrue();
            assertThat(olga.getAuthorities()).extracting("authority").contains("ROLE_operator");
        }
        assertThat(counted("right")).isEqualTo(1);
        assertThat(counted("remembered")).isEqualTo(49);
    }

    @Test
    void authenticate_hashesTenWrongPasswordsOfAClient_andLooksAtNoFurther() {
        for (int i = 0; i < 100; i++) {
            String password = "guess " + i;
            if (i < 10) {
                assertThatExceptionOfType(BadCredentialsException.class)
                        .isThrownBy(() -> passwords.authenticate(attempt("192.0.2.1", "olga", password)));
            } else {
                assertRefused("192.0.2.1", password);
            }
        }
        assertRefused("192.0.2.1", "secret of olga");
        assertThat(counted("wrong")).isEqualTo(10);
        assertThat(counted("limited")).isEqualTo(91);
        assertThat(passwords.authenticate(attempt("192.0.2.2", "olga", "secret of olga")).isAuthenticated()).isTrue();
    }

    @Test
    void authenticate_refusesAnUnknownName_asItDoesAWrongPassword() {
        assertThatExceptionOfType(BadCredentialsException.class)
                .isThrownBy(() -> passwords.authenticate(attempt("192.0.2.1", "nobody", "secret of olga")))
                .withMessage("Wrong name or password");
        assertThat(counted("wrong")).isEqualTo(1);
    }

    @Test
    void authenticate_sendsOneClientOf64AtOnce_throughTenHashesAtMost_andNobodyElseWaitsForThem() throws Exception {
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Class<?>>> outcomes = IntStream.range(0, 640).mapToObj(i -> crowd.<Class<?>>submit(
                    () -> outcomeOf("192.0.2.1", "guess " + i % 64))).toList();
            assertThat(passwords.authenticate(attempt("198.51.100.1", "olga", "secret of olga")).isAuthenticated())
                    .isTrue();
            int failed = 0;
            for (Future<Class<?>> outcome : outcomes) {
                failed += outcome.get().equals(BadCredentialsException.class) ? 1 : 0;
            }
            assertThat(failed).isLessThanOrEqualTo(10);
        }
        assertThat(counted("wrong")).isLessThanOrEqualTo(10);
    }

    @Test
    void authenticate_hashesOnce_whatOneClientSendsManyTimesAtOnce() throws Exception {
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Class<?>>> outcomes = IntStream.range(0, 100).mapToObj(_ -> crowd.<Class<?>>submit(
                    () -> outcomeOf("192.0.2.1", "secret of olga"))).toList();
            for (Future<Class<?>> outcome : outcomes) {
                assertThat(outcome.get()).isEqualTo(UsernamePasswordAuthenticationToken.class);
            }
        }
        assertThat(counted("right")).isEqualTo(1);
    }

    private Class<?> outcomeOf(String client, String password) {
        try {
            return passwords.authenticate(attempt(client, "olga", password)).getClass();
        } catch (BadCredentialsException | AuthenticationRefused e) {
            return e.getClass();
        }
    }

    private void assertRefused(String client, String password) {
        assertThatExceptionOfType(AuthenticationRefused.class)
                .isThrownBy(() -> passwords.authenticate(attempt(client, "olga", password)))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(429);
                    assertThat(refused.retryAfterSeconds()).isBetween(590L, 600L);
                });
    }

    private double counted(String outcome) {
        return meters.get("doorstep.passwords").tag("outcome", outcome).counter().count();
    }

    private static UsernamePasswordAuthenticationToken attempt(String client, String name, String password) {
        var attempt = UsernamePasswordAuthenticationToken.unauthenticated(name, password);
        attempt.setDetails(Caller.ofAddress(client));
        return attempt;
    }

    private static UserDetails user(String name, int cost) {
        return User.withUsername(name).password(new BCryptPasswordEncoder(cost).encode("secret of " + name))
                .roles("operator").build();
    }
}
