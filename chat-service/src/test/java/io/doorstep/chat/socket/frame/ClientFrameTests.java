package io.doorstep.chat.socket.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFrameTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not json                                                    | The frame is not JSON
            {"type":"message"                                           | The frame is not JSON
            ``                                                          | A frame is a JSON object with a type
            []                                                          | A frame is a JSON object with a type
            {}                                                          | A frame is a JSON object with a type
            {"type":7}                                                  | A frame is a JSON object with a type
            {"type":"shout"}                                            | The type must be message, typing, resume, page or ping
            {"type":"message","text":"hi"}                              | A message needs a client_message_id of 1 to 64 characters
            {"type":"message","client_message_id":"m"}                  | A message needs a text
            {"type":"message","client_message_id":"m","text":" "}       | A message needs a text
            {"type":"message","client_message_id":"m","text":["x"]}     | A message needs a text
            {"type":"resume"}                                           | A resume needs the sequence after which to resume, or -1
            {"type":"resume","after":"1"}                               | A resume needs the sequence after which to resume, or -1
            """)
    void parse_saysWhatIsWrong(String text, String why) {
        assertThat(ClientFrame.parse(text)).isInstanceOfSatisfying(ClientFrame.Invalid.class,
                invalid -> assertThat(invalid.why().message()).isEqualTo(why));
    }

    @Test
    void parse_readsTheFramesOfTheProtocol() {
        assertThat(ClientFrame.parse("{\"type\":\"message\",\"client_message_id\":\"m\",\"text\":\"<b>☔\"}"))
                .isEqualTo(new ClientFrame.Message("m", "<b>☔"));
        assertThat(ClientFrame.parse("{\"type\":\"typing\"}")).isEqualTo(new ClientFrame.Typing());
        assertThat(ClientFrame.parse("{\"type\":\"resume\",\"after\":-1}")).isEqualTo(new ClientFrame.Resume(-1));
        assertThat(ClientFrame.parse("{\"type\":\"ping\"}")).isEqualTo(new ClientFrame.Ping());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null", textBlock = """
            # frame                                                                   | product name | address
            {"type":"page","product_name":" Alva ","url":"https://shop.example/11"}    | Alva         | https://shop.example/11
            {"type":"page"}                                                           | null         | null
            {"type":"page","product_name":"\\u200b","url":"javascript:alert(1)"}      | null         | null
            {"type":"page","product_name":5,"url":"https://shop.example/a b"}          | null         | null
            """)
    void parse_leavesOutOfAPageWhatCannotBe(String frame, @Nullable String name, @Nullable String address) {
        assertThat(ClientFrame.parse(frame)).isEqualTo(new ClientFrame.Page(name, address));
    }

    @Test
    void parse_countsCharactersNotUnits_andNamesTheMessage() {
        String umbrella = "\uD83C\uDF02";
        assertThat(ClientFrame.parse(message(umbrella.repeat(4000)))).isInstanceOf(ClientFrame.Message.class);
        assertThat(ClientFrame.parse(message(umbrella.repeat(4001)))).isInstanceOfSatisfying(ClientFrame.Invalid.class,
                invalid -> assertThat(invalid.clientMessageId()).contains("m"));
    }

    @Test
    void parse_refusesHalvesOfCharacters_whichNoRecordCouldHold() {
        assertThat(ClientFrame.parse(message("\\ud83c"))).isInstanceOfSatisfying(ClientFrame.Invalid.class,
                invalid -> assertThat(invalid.clientMessageId()).contains("m"));
        assertThat(ClientFrame.parse(message("\\ud83c\\udf02"))).isInstanceOf(ClientFrame.Message.class);
        assertThat(ClientFrame.parse(
                "{\"type\":\"message\",\"client_message_id\":\"\\udf02\",\"text\":\"hi\"}"))
                .isInstanceOf(ClientFrame.Invalid.class);
    }

    @Test
    void parse_refusesATextThatShowsNothing_asAnEmptyOne() {
        assertThat(ClientFrame.parse(message("\\u200b\\ufeff\\u3164"))).isEqualTo(ClientFrame.parse(message("")));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1000, 20_000})
    void parse_refusesDeepNesting_withoutFailing(int depth) {
        assertThat(ClientFrame.parse("[".repeat(depth))).isInstanceOf(ClientFrame.Invalid.class);
        assertThat(ClientFrame.parse("{\"type\":".repeat(depth))).isInstanceOf(ClientFrame.Invalid.class);
    }

    private static String message(String text) {
        return "{\"type\":\"message\",\"client_message_id\":\"m\",\"text\":\"" + text + "\"}";
    }
}
