package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of classes with locks in {@code docs/concurrency.md} is that of the code, and the tests it names are there. */
class ConcurrencyListTests {
    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES = List.of("admission-events", "service-support", "chat-service",
            "analytics-consumer", "local-stack");
    private static final Pattern GUARDED = Pattern.compile("\\bsynchronized\\b|\\bcompareAnd(Set|Exchange)\\w*\\("
            + "|\\bweakCompareAndSet\\w*\\(|\\b(Reentrant|Stamped|ReadWrite)\\w*Lock\\b|\\b(updateAndGet|getAndUpdate"
            + "|accumulateAndGet|getAndAccumulate)\\(");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\| ((?:`\\w+`(?:, )?)+) \\| [^|]+ \\| [^|]+ \\|$",
            Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern TEST = Pattern.compile("`(\\w+Tests)`");

    private static Stream<Path> sources(String module, String part) {
        try (Stream<Path> all = Files.walk(ROOT.resolve(module).resolve("src").resolve(part).resolve("java"))) {
            return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String className(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String list() {
        return text(ROOT.resolve("docs").resolve("concurrency.md"));
    }

    @Test
    void theList_hasEachClassWithALock_andNoOther() {
        Set<String> guarded = MODULES.stream().flatMap(module -> sources(module, "main"))
                .filter(file -> GUARDED.matcher(COMMENT.matcher(text(file)).replaceAll("")).find())
                .map(ConcurrencyListTests::className).collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = ROW.matcher(list()).results()
                .flatMap(row -> NAME.matcher(row.group(1)).results().map(name -> name.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(guarded);
    }

    @Test
    void theTestsItNames_areThere() {
        Set<String> tests = MODULES.stream().filter(module -> !module.equals("admission-events"))
                .flatMap(module -> sources(module, "test")).map(ConcurrencyListTests::className)
                .collect(Collectors.toSet());
        assertThat(TEST.matcher(list()).results().map(test -> test.group(1))).isNotEmpty().allMatch(tests::contains);
    }
}
