package io.doorstep.chat.socket.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.conversation.ConversationKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentFrameTests {
    private static final ConversationKey KEY = new ConversationKey("11", "s");
    private static final String OF = ",\"product_id\":\"11\",\"session_id\":\"s\"";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not json                                          | The frame is not JSON
            {"type":"open"}                                   | A frame has a type and, but for leave and ping, a product_id and a session_id
            {"type":"open","product_id":"11"}                 | A frame has a type and, but for leave and ping, a product_id and a session_id
            {"type":"shout","product_id":"1","session_id":"s"}   | The type must be open, leave, message, typing, read, assign, client, close or ping
            {"type":"read","product_id":"1","session_id":"s"}    | A read needs the sequence up to which was read
            {"type":"message","product_id":"1","session_id":"s"} | A message needs a client_message_id of 1 to 64 characters
            """)
    void parse_saysWhatIsWrong(String text, String why) {
        assertThat(AgentFrame.parse(text)).isInstanceOfSatisfying(AgentFrame.Invalid.class,
                invalid -> assertThat(invalid.why().why().message()).isEqualTo(why));
    }

    @Test
    void parse_readsTheFramesOfTheProtocol() {
        assertThat(AgentFrame.parse("{\"type\":\"leave\"}")).isEqualTo(new AgentFrame.Leave());
        assertThat(AgentFrame.parse("{\"type\":\"ping\"}")).isEqualTo(new AgentFrame.Ping());
        assertThat(AgentFrame.parse("{\"type\":\"open\"" + OF + "}")).isEqualTo(new AgentFrame.Open(KEY));
        assertThat(AgentFrame.parse("{\"type\":\"typing\"" + OF + "}")).isEqualTo(new AgentFrame.Typing(KEY));
        assertThat(AgentFrame.parse("{\"type\":\"client\"" + OF + "}")).isEqualTo(new AgentFrame.Client(KEY));
        assertThat(AgentFrame.parse("{\"type\":\"close\"" + OF + "}")).isEqualTo(new AgentFrame.Close(KEY));
        assertThat(AgentFrame.parse("{\"type\":\"read\",\"up_to\":17" + OF + "}"))
                .isEqualTo(new AgentFrame.Read(KEY, 17));
        assertThat(AgentFrame.parse("{\"type\":\"message\",\"client_message_id\":\"m\",\"text\":\"hi\"" + OF + "}"))
                .isEqualTo(new AgentFrame.Message(KEY, "m", "hi"));
        assertThat(AgentFrame.parse("{\"type\":\"assign\",\"to\":\"mia\"" + OF + "}"))
                .isEqualTo(new AgentFrame.Assign(KEY, "mia"));
        assertThat(AgentFrame.parse("{\"type\":\"assign\"" + OF + "}")).isEqualTo(new AgentFrame.Assign(KEY, null));
    }
}
