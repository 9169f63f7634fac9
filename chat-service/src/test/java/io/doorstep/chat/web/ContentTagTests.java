package io.doorstep.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;

class ContentTagTests {

    private static String tag(String text) {
        return ContentTag.of(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void tagIsTheSame_forTheSameContentAlone() {
        assertThat(tag("let a;")).isEqualTo(tag("let a;")).isNotEqualTo(tag("let b;")).matches("\"[\\w-]{43}\"");
    }
}
