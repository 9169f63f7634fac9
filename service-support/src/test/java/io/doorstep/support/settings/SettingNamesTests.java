package io.doorstep.support.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNamesTests {
    private final SettingNames names = SettingNames.ofAllParts();

    @ParameterizedTest
    @CsvSource(textBlock = """
            # written                           , nearest
            doorstep.pool.max-conections        , doorstep.pool.max-connections
            doorstep.pool.max-connection        , doorstep.pool.max-connections
            doorstep.max-connections            , doorstep.pool.max-connections
            doorstep.pool.maxConnectoins        , doorstep.pool.max-connections
            doorstep.limit.connection-rate.limit, doorstep.limits.connection-rate.limit
            doorstep.orgins                     , doorstep.origins
            doorstep.orgins[1]                  , doorstep.origins[0]
            doorstep.stack.chatport2            , doorstep.stack.chat-port
            doorstep.users[0].role              , doorstep.users[0].roles
            doorstep.users[3].pasword           , doorstep.users[0].password
            doorstep.secert                     , doorstep.secret
            Doorstep.Secrets                    , doorstep.secret
            doorstep.tuning.trail.rest          , doorstep.tuning.trial.rest
            """)
    void faultOf_namesTheNearest_whenUnknown(String written, String nearest) {
        assertThat(names.faultOf(written, "1"))
                .isEqualTo(written + " is not a setting: the nearest known one is " + nearest);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            DOORSTEP_POOL_MAXCONECTIONS   , DOORSTEP_POOL_MAXCONNECTIONS   , doorstep.pool.max-connections
            DOORSTEP_POOL_MAX_CONECTIONS  , DOORSTEP_POOL_MAXCONNECTIONS   , doorstep.pool.max-connections
            DOORSTEP_SECRTE               , DOORSTEP_SECRET                , doorstep.secret
            DOORSTEP_STACK_CHATPROT       , DOORSTEP_STACK_CHATPORT        , doorstep.stack.chat-port
            DOORSTEP_USERS_0_NAMES        , DOORSTEP_USERS_0_NAME          , doorstep.users[0].name
            doorstep_orgins               , DOORSTEP_ORIGINS               , doorstep.origins
            DOORSTEP_STACK_CHT_PORT       , DOORSTEP_STACK_CHATPORT        , doorstep.stack.chat-port
            """)
    void faultOfVariable_namesTheNearest_whenUnknown(String written, String variable, String setting) {
        assertThat(names.faultOfVariable(written, "1")).isEqualTo(
                written + " is not a setting: the nearest known one is " + variable + " (" + setting + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"doorstep.pool.max-connections", "doorstep.pool.maxConnections",
            "doorstep.pool.max_connections", "DOORSTEP.POOL.MAX-CONNECTIONS", "doorstep.origins", "doorstep.origins[7]",
            "doorstep.users[12].roles[1]", "doorstep.users[0].roles", "server.port", "doorstep.test.broker",
            "doorstepper.x", "door"})
    void faultOf_isNone_whenBootReadsItOrItIsNotOurs(String written) {
        assertThat(names.faultOf(written, "1")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DOORSTEP_POOL_MAXCONNECTIONS", "DOORSTEP_POOL_MAX_CONNECTIONS", "DOORSTEP_SECRET",
            "doorstep_secret", "DOORSTEP_SIGNIN_FAILURES", "DOORSTEP_SIGN_IN_FAILURES", "DOORSTEP_ORIGINS",
            "DOORSTEP_ORIGINS_3", "DOORSTEP_USERS_10_ROLES", "DOORSTEP_USERS_0_ROLES_1", "DOORSTEP_TEST_CHROMIUM",
            "DOORSTEP_CHAT_SERVICE_HOST", "DOORSTEP_SERVICE_PORT", "DOORSTEP_CHAT_SERVICE_PORT_HTTP",
            "DOORSTEP_CHAT_PORT_8000_TCP", "DOORSTEP_CHAT_PORT_8000_TCP_ADDR", "PATH", "DOORSTEP"})
    void faultOfVariable_isNone_whenBootReadsItOrItIsNotOurs(String written) {
        assertThat(names.faultOfVariable(written, "1")).isNull();
    }

    @Test
    void faultOfVariable_isNone_whenKubernetesTellsOfAService() {
        assertThat(names.faultOfVariable("DOORSTEP_CHAT_PORT", "tcp://10.0.0.7:8000")).isNull();
        assertThat(names.faultOfVariable("DOORSTEP_CHAT_PORT", "8000")).startsWith("DOORSTEP_CHAT_PORT is not a");
    }

    @Test
    void faultOf_namesTheParts_whenAGroupHasAValue() {
        assertThat(names.faultOf("doorstep.operator", "secret"))
                .isEqualTo("doorstep.operator has no value of its own: write doorstep.operator.password");
        assertThat(names.faultOf("doorstep.users", "olga"))
                .isEqualTo("doorstep.users has no value of its own: write one"
                        + " of doorstep.users[0].display-name, doorstep.users[0].name, doorstep.users[0].password,"
                        + " doorstep.users[0].roles, doorstep.users[0].roles[0]");
        assertThat(names.faultOf("doorstep.users", "")).isNull();
    }

    @Test
    void faultOf_isNone_whenAMapTakesAnyName() {
        SettingNames withMap = SettingNames.of("doorstep.names.*");

        assertThat(withMap.faultOf("doorstep.names.any-thing", "1")).isNull();
        assertThat(withMap.faultOfVariable("DOORSTEP_NAMES_ANYTHING", "1")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"doorstep.countries.DE.connection-rate.limit", "doorstep.countries.de.connectionRate.limit",
            "doorstep.countries[DE].max-per-client", "doorstep.products.limits.11.max-per-client",
            "doorstep.products.limits[11].max-per-client", "doorstep.products.limits[lamp.7].message-rate.limit",
            "doorstep.tiers.authenticated.session-creation.limit"})
    void faultOf_isNone_whenAMapHasASettingForEachKey(String written) {
        assertThat(names.faultOf(written, "1")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DOORSTEP_COUNTRIES_DE_CONNECTIONRATE_LIMIT", "DOORSTEP_COUNTRIES_DE_MAX_PER_CLIENT",
            "DOORSTEP_PRODUCTS_LIMITS_11_MESSAGERATE_LIMIT", "DOORSTEP_TIERS_RETURNING_CONNECTIONRATE_LIMIT"})
    void faultOfVariable_isNone_whenAMapHasASettingForEachKey(String written) {
        assertThat(names.faultOfVariable(written, "1")).isNull();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            doorstep.countries.DE.conection-rate.limit    , doorstep.countries.DE.connection-rate.limit
            doorstep.countries.DE.connection-rate         , doorstep.countries.DE.connection-rate.limit
            doorstep.products.limits.11.max-per-clients   , doorstep.products.limits.11.max-per-client
            doorstep.tiers.authentcated.max-per-client    , doorstep.tiers.authenticated.max-per-client
            """)
    void faultOf_namesTheNearest_withTheKeyThatIsWritten(String written, String nearest) {
        assertThat(names.faultOf(written, "1"))
                .isEqualTo(written + " is not a setting: the nearest known one is " + nearest);
    }

    @Test
    void faultOfVariable_namesTheNearest_withTheKeyThatIsWritten() {
        assertThat(names.faultOfVariable("DOORSTEP_COUNTRIES_DE_CONECTIONRATE_LIMIT", "1")).isEqualTo(
                "DOORSTEP_COUNTRIES_DE_CONECTIONRATE_LIMIT is not a setting: the nearest known one is"
                        + " DOORSTEP_COUNTRIES_DE_CONNECTIONRATE_LIMIT (doorstep.countries.DE.connection-rate.limit)");
    }
}
