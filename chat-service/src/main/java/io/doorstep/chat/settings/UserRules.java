package io.doorstep.chat.settings;

import io.doorstep.chat.settings.DoorstepSettings.User;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the users of the settings must be like. What is missing altogether is validated where it stands. */
final class UserRules {
    private static final Set<String> ROLES = Set.of("operator", "agent");
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]?\\$(0[4-9]|[12]\\d|3[01])\\$[./0-9A-Za-z]{53}");

    private UserRules() {}

    /** @throws IllegalArgumentException with a sentence that says what to write, and no password */
    static void require(List<User> users) {
        Set<String> names = new HashSet<>();
        Set<String> shown = new HashSet<>();
        for (int i = 0; i < users.size(); i++) {
            User user = users.get(i);
            String setting = "doorstep.users[" + i + "]";
            if (!user.password().isBlank() && !BCRYPT.matcher(user.password()).matches()) {
                throw new IllegalArgumentException(
                        setting + ".password is not a bcrypt hash: write what `htpasswd -nBC 10 "
                                + user.name() + "` prints after the colon");
            }
            requireRoles(setting + ".roles", user.roles());
            if (!user.name().isBlank() && !names.add(user.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        setting + ".name is '" + user.name() + "', which is another user's: write a name of its own");
            }
            if (!user.shownName().isBlank() && !shown.add(user.shownName().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(setting + ".display-name is '" + user.shownName()
                        + "', which is another user's: write one of its own");
            }
        }
    }

    private static void requireRoles(String setting, List<String> roles) {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException(setting + " is empty: write operator, agent or both");
        }
        for (String role : roles) {
            if (!ROLES.contains(role)) {
                throw new IllegalArgumentException(
                        setting + " has '" + role + "', which is no role: write operator, agent or both");
            }
        }
    }
}
