package io.doorstep.chat.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsPatchTests {

    private static Limits patched(String json) {
        return LimitsPatch.read(json.getBytes(UTF_8)).applyTo(Limits.DEFAULTS);
    }

    @Test
    void read_changesWhatIsNamed_andNothingElse() {
        assertThat(patched("{\"connection_rate\":{\"limit\":10,\"window_ms\":60000}}"))
                .isEqualTo(Limits.DEFAULTS.withConnectionRate(new RateLimit(10, 60_000)));
        assertThat(patched("{\"connection_rate\":{\"limit\":10}}"))
                .isEqualTo(Limits.DEFAULTS.withConnectionRate(Limits.DEFAULTS.connectionRate().withLimit(10)));
        assertThat(patched("{\"message_rate\":{\"window_ms\":1},\"session_creation\":{\"limit\":1},"
                + "\"connections_per_client\":1}"))
                .isEqualTo(new Limits(Limits.DEFAULTS.connectionRate(), new RateLimit(30, 1),
                        Limits.DEFAULTS.sessionCreation().withLimit(1), 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                        | the body must be a JSON object with any of connection_rate, message_rate, session_creation, connections_per_client
            []                                                        | the body must be a JSON object
            {}                                                        | the body must be a JSON object
            {"connection_rate":                                       | the body is not JSON
            {"connections_per_client":1,"connections_per_client":2}   | Duplicate
            {"connections_per_client":1}{}                            | the body is not JSON
            {"connection_limit":{"limit":10}}                         | the body has no 'connection_limit': it has connection_rate,
            {"connection_rate":10}                                    | connection_rate must be a JSON object with any of limit, window_ms
            {"connection_rate":{}}                                    | connection_rate must be a JSON object with any of limit, window_ms
            {"connection_rate":null}                                  | connection_rate must be a JSON object with any of limit, window_ms
            {"connection_rate":{"limit":10,"window":60}}              | connection_rate has no 'window': it has limit, window_ms
            {"connection_rate":{"limit":0}}                           | connection_rate.limit must be a whole number from 1 to 2147483647, not 0
            {"message_rate":{"limit":1.5}}                            | message_rate.limit must be a whole number from 1 to 2147483647, not 1.5
            {"message_rate":{"limit":"10"}}                           | message_rate.limit must be a whole number from 1 to 2147483647, not "10"
            {"message_rate":{"window_ms":1036800001}}                 | message_rate.window_ms must be a whole number from 1 to 1036800000, not 1036800001
            {"session_creation":{"limit":99999999999999999999}}       | session_creation.limit must be a whole number
            {"connections_per_client":-1}                             | connections_per_client must be a whole number from 1 to 2147483647, not -1
            {"connections_per_client":null}                           | connections_per_client must be a whole number from 1 to 2147483647, not null
            {"connection_rate":{"limit":10},"connections_per_client":0} | connections_per_client must be
            """)
    void read_saysWhatIsWrong(String json, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(() -> patched(json)).withMessageContaining(sentence);
    }
}
