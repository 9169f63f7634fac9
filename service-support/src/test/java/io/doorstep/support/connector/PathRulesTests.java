package io.doorstep.support.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.buf.ByteChunk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRulesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            / ! true
            /products/11 ! true
            /a%20b;c=d,e@f:g ! true
            /%C3%A4 ! true
            /%2F ! false
            /%5c ! false
            /%00 ! false
            /%zz ! false
            /%4 ! false
            /;x=% ! false
            /[ ! false
            /a|b ! false
            /ä ! false
            """)
    void isWellFormed_asRfc3986HasIt(String path, boolean wellFormed) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        var chunk = new ByteChunk();
        chunk.setBytes(bytes, 0, bytes.length);
        assertThat(PathRules.isWellFormed(chunk)).isEqualTo(wellFormed);
    }
}
