package io.doorstep.support.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class EvenHashingTests {
    private static final ReadOnlyUsers USERS = new ReadOnlyUsers(List.of(user("cheap", 5), user("dear", 9)));

    private final EvenHashing hashing = new EvenHashing(USERS);

    @ParameterizedTest
    @CsvSource(textBlock = """
            cheap  , secret of cheap , true
            dear   , secret of dear  , true
            cheap  , secret of dear  , false
            nobody , secret of dear  , false
            ''     , ''              , false
            """)
    void matches_isTrueForTheUsersOwnPasswordAlone(String name, String password, boolean matches) {
        assertThat(hashing.matches(name, password)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cheap", "dear", "nobody"})
    void matches_isTheSameWork_whoeverItIsFor(String name) {
        var counting = new Counting();
        new EvenHashing(USERS, counting).matches(name, "guess");
        assertThat(counting.rounds).isEqualTo(1 << 9);
    }

    private static final class Counting implements PasswordEncoder {
        private long rounds;

        @Override
        public String encode(@Nullable CharSequence password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            assertThat(hash).matches("\\$2a\\$\\d\\d\\$[./0-9A-Za-z]{53}");
            rounds += 1L << Integer.parseInt(String.valueOf(hash).substring(4, 6));
            return false;
        }
    }

    private static UserDetails user(String name, int cost) {
        return User.withUsername(name).password(new BCryptPasswordEncoder(cost).encode("secret of " + name))
                .roles("operator").build();
    }
}
