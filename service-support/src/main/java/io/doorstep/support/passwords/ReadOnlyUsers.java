package io.doorstep.support.passwords;

import java.util.List;
import java.util.Objects;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * The users of this process, from its settings. They stay as they are: Spring would hash a weak password anew where it can,
 * for this instance alone, and the sign-ins with it would be void.
 */
public final class ReadOnlyUsers implements UserDetailsService {
    private final InMemoryUserDetailsManager users;
    private final List<String> hashes;

    /** @param users with the bcrypt hashes of their passwords */
    public ReadOnlyUsers(List<UserDetails> users) {
        this.users = new InMemoryUserDetailsManager(users);
        this.hashes = users.stream().map(UserDetails::getPassword).filter(Objects::nonNull).toList();
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        return users.loadUserByUsername(name);
    }

    List<String> hashes() {
        return hashes;
    }
}
