package io.doorstep.support.passwords;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Compares a password with a user's bcrypt hash, at the cost of the dearest hash there is, whoever it is for: the time an
 * answer takes tells nobody which names exist.
 */
final class EvenHashing {
    private static final int USUAL_COST = 10;
    /** Of the right form, of no password that is known. */
    private static final String SALT_AND_HASH = "$abcdefghijklmnopqrstuu" + "8lEGYVZ3cJ2nB0cSBpGpHAnF6IZ1d8C";

    private final PasswordEncoder encoder;
    private final ReadOnlyUsers users;
    private final int highest;

    EvenHashing(ReadOnlyUsers users) {
        this(users, new BCryptPasswordEncoder());
    }

    EvenHashing(ReadOnlyUsers users, PasswordEncoder encoder) {
        this.users = users;
        this.encoder = encoder;
        this.highest = users.hashes().stream().mapToInt(EvenHashing::costOf).max().orElse(USUAL_COST);
    }

    /** Whether there is such a user and the password is theirs. */
    boolean matches(String name, String password) {
        UserDetails user = find(name);
        String hash = user == null ? null : user.getPassword();
        String compared = hash == null ? ofNobody(highest) : hash;
        boolean right = encoder.matches(password, compared);
        for (int cost = costOf(compared); cost < highest; cost++) {
            encoder.matches(password, ofNobody(cost));
        }
        return right && hash != null;
    }

    private @Nullable UserDetails find(String name) {
        try {
            return users.loadUserByUsername(name);
        } catch (UsernameNotFoundException _) {
            return null;
        }
    }

    /** Each step up doubles the work, so hashes of all costs from one's own to the one below the highest make up for it. */
    private static int costOf(String hash) {
        return hash.matches("\\$2[abxy]?\\$\\d{2}\\$.+")
                ? Integer.parseInt(hash, hash.indexOf('$', 1) + 1, hash.indexOf('$', 1) + 3, 10)
                : USUAL_COST;
    }

    private static String ofNobody(int cost) {
        return "$2a$%02d".formatted(cost) + SALT_AND_HASH;
    }
}
