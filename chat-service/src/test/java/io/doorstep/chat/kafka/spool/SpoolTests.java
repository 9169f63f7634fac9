package io.doorstep.chat.kafka.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SpoolTests {
    private static final long ROOMY = 1 << 24;
    private static final long LATER = Duration.ofSeconds(10).toNanos();

    @TempDir
    private Path folder;

    private final List<Spool> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Spool::close);
    }

    private Spool spool(Path in, long maxBytes) {
        Spool spool = new Spool(in, maxBytes);
        opened.add(spool);
        spool.open(0);
        return spool;
    }

    private static void append(SpoolQueue queue, int from, int to) {
        IntStream.range(from, to).forEach(
                i -> assertThat(queue.append(Records.spooled(Records.event(i)))).isNotEqualTo(SpoolQueue.REFUSED));
    }

    /** Keys of the records, which are those of {@link Records#event}. */
    private static List<String> operators(SpoolQueue queue) {
        List<String> found = new ArrayList<>();
        for (SpoolQueue.Entry next = queue.after(0); next != null; next = queue.after(next.key())) {
            found.add(new String(next.record().value(), StandardCharsets.UTF_8)
                    .replaceAll(".*operator-(\\d+).*", "$1"));
        }
        return found;
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    @Test
    void aRecord_isWhatItWas_afterTheDisk() throws IOException {
        ProducerRecord<String, byte[]> record = Records.record(Records.message(1));
        assertThat(SpoolFormat.read(SpoolFormat.write(record))).usingRecursiveComparison().isEqualTo(record);
    }

    @Test
    void records_areThereInOrder_whenOpenedAgain() {
        Spool first = spool(folder, ROOMY);
        append(first.events(), 0, 300);
        append(first.messages(), 1000, 1003);
        IntStream.rangeClosed(1, 100).forEach(key -> first.events().remove(key));
        long bytes = first.bytes();
        first.close();
        Spool again = spool(folder, ROOMY);
        assertThat(operators(again.events())).isEqualTo(numbers(100, 300));
        assertThat(operators(again.messages())).isEqualTo(numbers(1000, 1003));
        assertThat(again.bytes()).isEqualTo(bytes);
        assertThat(again.records()).isEqualTo(203);
        append(again.events(), 300, 301);
        assertThat(operators(again.events())).endsWith("299", "300");
    }

    @Test
    void events_areRefusedAtTheCap_andMessagesHaveATenthMore() {
        byte[] record = Records.spooled(Records.event(1));
        Spool spool = spool(folder, (record.length + 16) * 20L);
        IntStream.range(0, 18).forEach(_ -> spool.events().append(record));
        assertThat(spool.records()).isEqualTo(18);
        assertThat(spool.events().append(record)).isEqualTo(SpoolQueue.REFUSED);
        IntStream.range(0, 2).forEach(_ -> spool.messages().append(record));
        assertThat(spool.records()).isEqualTo(20);
        assertThat(spool.messages().append(record)).isEqualTo(SpoolQueue.REFUSED);
        spool.events().remove(1);
        assertThat(spool.messages().append(record)).isNotEqualTo(SpoolQueue.REFUSED);
    }

    @Test
    void nothing_isKept_withoutASpool() {
        Spool none = spool(folder.resolve("none"), 0);
        assertThat(none.isWritable()).isFalse();
        assertThat(none.trouble()).isNull();
        assertThat(none.events().append(Records.spooled(Records.event(1)))).isEqualTo(SpoolQueue.REFUSED);
        none.recover(LATER);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void whatWasCommitted_isThere_whenTheProcessIsKilled() throws Exception {
        runAndKillAnother();
        Spool again = spool(folder, ROOMY);
        assertThat(operators(again.events())).isEqualTo(numbers(100, KilledSpool.COMMITTED));
        assertThat(again.trouble()).isNull();
    }

    @Test
    void anotherProcess_takesAPlaceOfItsOwn_whileOneIsTaken() throws Exception {
        Spool mine = spool(folder, ROOMY);
        append(mine.events(), 0, 10);
        runAndKillAnother();
        assertThat(folder.resolve("spool-1.mv")).exists();
        assertThat(mine.commit()).isTrue();
        assertThat(mine.records()).isEqualTo(10);
    }

    private void runAndKillAnother() throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                KilledSpool.class.getName(), folder.toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(KilledSpool.STATUS);
    }

    private Path corrupted(String what) throws IOException {
        Spool first = spool(folder, ROOMY);
        IntStream.range(0, 20).forEach(i -> {
            append(first.events(), i * 100, i * 100 + 100);
            first.commit();
        });
        first.close();
        Path file = folder.resolve("spool-0.mv");
        corrupt(file, what);
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "everything"})
    void aFileThatCannotBeRead_isMovedAside_andSaidInOneLine(String what, CapturedOutput output) throws IOException {
        Path file = corrupted(what);
        Spool again = spool(folder, ROOMY);
        append(again.events(), 0, 1);
        assertThat(again.commit()).isTrue();
        assertThat(again.records()).isEqualTo(1);
        assertThat(output.getAll().lines().filter(queue -> queue.contains("The spool cannot be read"))).hasSize(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::toString)).anyMatch(name -> name.startsWith(file + ".corrupt-"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"middle", "half"})
    void aFileWithAHole_goesBackToWhatIsWhole(String what) throws IOException {
        corrupted(what);
        Spool again = spool(folder, ROOMY);
        assertThat(operators(again.events())).isSubsetOf(numbers(0, 2000));
        append(again.events(), 5000, 5001);
        assertThat(again.commit()).isTrue();
        again.close();
        assertThat(operators(spool(folder, ROOMY).events())).endsWith("5000");
    }

    private static void corrupt(Path file, String what) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long size = bytes.length();
            switch (what) {
                case "header" -> garble(bytes, 0, 8192);
                case "middle" -> garble(bytes, 8192, size - 16384);
                case "half" -> bytes.setLength(size / 2 / 4096 * 4096);
                default -> garble(bytes, 0, size);
            }
        }
    }

    private static void garble(RandomAccessFile file, long from, long length) throws IOException {
        byte[] garbage = new byte[(int) length];
        Arrays.fill(garbage, (byte) 0x5a);
        file.seek(from);
        file.write(garbage);
    }

    @Test
    void aFolderThatCannotBeUsed_isTrouble_untilItCan() throws IOException {
        Path blocked = Files.createFile(folder.resolve("blocked"));
        Spool spool = spool(blocked, ROOMY);
        assertThat(spool.isWritable()).isFalse();
        assertThat(spool.trouble()).contains("blocked");
        assertThat(spool.events().append(Records.spooled(Records.event(1)))).isEqualTo(SpoolQueue.REFUSED);
        assertThat(spool.events().after(0)).isNull();
        assertThat(spool.commit()).isFalse();
        Files.delete(blocked);
        spool.recover(1);
        assertThat(spool.isWritable()).as("not at once").isFalse();
        spool.recover(LATER);
        append(spool.events(), 0, 1);
        assertThat(spool.commit()).isTrue();
        assertThat(spool.trouble()).isNull();
    }

    @Test
    void aDiskThatHasNoRoom_losesWhatWasNotCommitted_andWorksAgainWhenThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        boolean mounted = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString())
                .start().waitFor() == 0;
        assumeThat(mounted).as("a small disk can be mounted, which takes root").isTrue();
        try {
            Spool spool = spool(disk.resolve("spool"), ROOMY);
            append(spool.events(), 0, 10);
            assertThat(spool.commit()).isTrue();
            Path filler = Files.write(disk.resolve("filler"), new byte[7900 << 10]);
            append(spool.events(), 10, 2000);
            assertThat(spool.commit()).isFalse();
            assertThat(spool.trouble()).isNotNull();
            spool.recover(LATER);
            assertThat(spool.isWritable()).isFalse();
            assertThat(operators(spool.events())).isEqualTo(numbers(0, 10));
            Files.delete(filler);
            spool.recover(2 * LATER);
            assertThat(spool.trouble()).isNull();
            append(spool.events(), 10, 20);
            assertThat(spool.commit()).isTrue();
            assertThat(operators(spool.events())).isEqualTo(numbers(0, 20));
            spool.close();
        } finally {
            new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
        }
    }

    @Test
    void instancesThatShareAFolder_haveASpoolEach() {
        Spool one = spool(folder, ROOMY);
        Spool other = spool(folder, ROOMY);
        append(one.events(), 0, 2);
        append(other.events(), 2, 3);
        assertThat(operators(one.events())).isEqualTo(numbers(0, 2));
        assertThat(operators(other.events())).isEqualTo(numbers(2, 3));
    }

    @Test
    void whatAnInstanceHasLeft_isTakenOver_byTheNextThatStarts() {
        Spool one = spool(folder, ROOMY);
        Spool other = spool(folder, ROOMY);
        append(one.events(), 0, 2);
        append(other.events(), 2, 4);
        append(other.messages(), 100, 102);
        other.close();
        Spool third = spool(folder, ROOMY);
        assertThat(operators(third.events())).as("the place of the other").isEqualTo(numbers(2, 4));
        one.close();
        third.close();
        Spool alone = spool(folder, ROOMY);
        assertThat(operators(alone.events())).isEqualTo(numbers(0, 4));
        assertThat(operators(alone.messages())).isEqualTo(numbers(100, 102));
        alone.close();
        assertThat(operators(spool(folder, ROOMY).events())).as("once").isEqualTo(numbers(0, 4));
    }

    @Test
    void theFile_isSmallAgain_whenAllHasBeenSent() throws IOException {
        Spool spool = spool(folder, ROOMY);
        append(spool.events(), 0, 20_000);
        spool.commit();
        assertThat(Files.size(folder.resolve("spool-0.mv"))).isGreaterThan(4 << 20);
        spool.events().removeUpTo(20_000, Set.of());
        spool.commit();
        spool.shrink();
        assertThat(Files.size(folder.resolve("spool-0.mv"))).isLessThan(1 << 20);
    }
}
