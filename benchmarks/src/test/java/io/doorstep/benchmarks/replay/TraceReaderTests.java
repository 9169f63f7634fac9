package io.doorstep.benchmarks.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReaderTests {
    private static final String HEADER = "timestamp_ms,client_id,kind,label\n";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {HEADER, ""})
    void rowsAreRead_whenHeaderIsThereOrNot(String header) throws Exception {
        assertThat(TraceReader.read(file(header + "5,0,page,human\n5,1,disconnect,bot\n"))).containsExactly(
                new TraceRow(5, 0, TraceKind.PAGE, "human"), new TraceRow(5, 1, TraceKind.DISCONNECT, "bot"));
    }

    @Test
    void texts_areReadAsNumbers_whereATraceHasThem() throws Exception {
        Path file = folder.resolve("texts.csv");
        Files.writeString(file, "timestamp_ms,client_id,kind,label,conversation_id,text_id,text_length\n"
                + "1,2,message,human,7,-1,0\n2,2,message,human,7,11,91\n");
        assertThat(TraceReader.read(file)).extracting(TraceRow::text).containsExactly(new TraceRow.Text(7, -1, 0),
                new TraceRow.Text(7, 11, 91));
    }

    @Test
    void rowsAreRead_whenFileIsZippedWhateverItsName() throws Exception {
        Path file = folder.resolve("trace.csv");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((HEADER + "1,2,message,human\n").getBytes(UTF_8));
        }
        assertThat(TraceReader.read(file)).containsExactly(new TraceRow(1, 2, TraceKind.MESSAGE, "human"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''            | -
            scan\u001b[2J | scan?[2J
            """)
    void labelIsSafeToShow_whenItIsEmptyOrHasControlCharacters(String written, String shown) throws Exception {
        assertThat(TraceReader.read(file("1,2,page," + written + "\n")).getFirst().label()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x,1,page,a", "1,x,page,a", "1,1,walk,a", "1,1,page", "1,1,page,a,b", "-1,1,page,a",
            "1,-1,page,a", "1,99999999,page,a"})
    void malformedRowsAreCountedAndTheFirstIsNamed_whenThereAreAny(String row) throws IOException {
        Path file = file(HEADER + "1,1,page,a\n" + row + "\n2,1,page,a\n" + row + "\n");
        assertThatExceptionOfType(BadTraceException.class).isThrownBy(() -> TraceReader.read(file)).withMessage(
                "The trace %s has 2 rows that are not timestamp_ms,client_id,kind,label, the first at line 3.", file);
    }

    @Test
    void lineIsNamed_whenRowsAreNotSorted() throws IOException {
        Path file = file(HEADER + "2,1,page,a\n1,1,page,a\n");
        assertThatExceptionOfType(BadTraceException.class).isThrownBy(() -> TraceReader.read(file))
                .withMessage("The trace %s is not sorted: line 3 is earlier than the one before it.", file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HEADER, "\n\n"})
    void traceIsRefused_whenItHasNoRows(String content) throws IOException {
        Path file = file(content);
        assertThatExceptionOfType(BadTraceException.class).isThrownBy(() -> TraceReader.read(file))
                .withMessage("The trace %s has no rows.", file);
    }

    @Test
    void traceIsRefused_whenItIsMissing() {
        assertThatExceptionOfType(BadTraceException.class)
                .isThrownBy(() -> TraceReader.read(Path.of("no-such.csv")))
                .withMessage("There is no trace file no-such.csv.");
    }

    @Test
    void traceIsRefused_whenZippedDataAreCutOff() throws IOException {
        Path file = folder.resolve("cut.csv.gz");
        Files.write(file, new byte[]{0x1f, (byte) 0x8b, 8, 0, 0});
        assertThatExceptionOfType(BadTraceException.class).isThrownBy(() -> TraceReader.read(file))
                .withMessageContaining("cannot be read");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("trace.csv"), content);
    }
}
