package io.doorstep.chat.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doorstep.chat.settings.DoorstepSettings.User;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserRulesTests {
    private static final String HASH = "$2a$10$" + "x".repeat(53);

    @ParameterizedTest
    @ValueSource(strings = {"$2a$", "$2b$", "$2y$", "$2$"})
    void require_takesEachKindOfBcrypt(String kind) {
        assertThatCode(() -> UserRules.require(List.of(user("olga", kind + "04$" + "/".repeat(53), "operator"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "{bcrypt}$2a$10$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "$2a$03$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "$2a$32$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "$2a$10$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "$apr1$eWGsvFcx$RA1PqKQc5jZ9cB3vz8Ghz1"})
    void require_refuses_whenThePasswordIsNoHash(String password) {
        assertThatThrownBy(() -> UserRules.require(List.of(user("olga", password, "operator")))).hasMessage(
                "doorstep.users[0].password is not a bcrypt hash: write what `htpasswd -nBC 10 olga` prints after the"
                        + " colon");
    }

    @ParameterizedTest
    @CsvSource({"admin,admin", "'agent,Operator',Operator", "'agent,ROLE_operator',ROLE_operator"})
    void require_refuses_whenARoleIsUnknown(String roles, String unknown) {
        assertThatThrownBy(() -> UserRules.require(List.of(user("olga", HASH, roles.split(",", -1)))))
                .hasMessage("doorstep.users[0].roles has '" + unknown
                        + "', which is no role: write operator, agent or both");
    }

    @Test
    void require_refuses_whenAUserHasNoRole() {
        assertThatThrownBy(() -> UserRules.require(List.of(user("tom", HASH, "agent"), user("olga", HASH))))
                .hasMessage("doorstep.users[1].roles is empty: write operator, agent or both");
    }

    @Test
    void require_refuses_whenTwoHaveOneName() {
        assertThatThrownBy(
                () -> UserRules.require(List.of(user("olga", HASH, "agent"), user("Olga", HASH, "operator"))))
                .hasMessage("doorstep.users[1].name is 'Olga', which is another user's: write a name of its own");
    }

    @Test
    void require_refuses_whenTwoAreShownUnderOneName() {
        assertThatThrownBy(() -> UserRules.require(List.of(user("mia", HASH, "agent"),
                new User("m.berg", "Mia", HASH, List.of("agent")))))
                .hasMessage("doorstep.users[1].display-name is 'Mia', which is another user's: write one of its own");
    }

    @Test
    void require_leavesWhatIsMissingToValidation() {
        assertThatCode(() -> UserRules.require(List.of(user("", "", "agent"), user("", "", "agent"))))
                .doesNotThrowAnyException();
    }

    private static User user(String name, String password, String... roles) {
        return new User(name, "", password, Arrays.asList(roles));
    }
}
