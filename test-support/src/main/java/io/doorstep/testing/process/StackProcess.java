package io.doorstep.testing.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.stack.LocalStack;
import io.doorstep.testing.machine.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The local stack as a process of its own. Killed when it is closed. */
public final class StackProcess implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader = Thread.ofVirtual().unstarted(this::read);

    private StackProcess(Process process) {
        this.process = process;
    }

    /** In half the time of the executable jar. */
    public static StackProcess start(String... arguments) throws IOException {
        return start(JavaProgram.ofService(LocalStack.class), arguments);
    }

    /** As users start it: from its executable jar where the build has one, else from the class path. */
    public static StackProcess startBuilt(String... arguments) throws IOException {
        return start(built(), arguments);
    }

    private static StackProcess start(JavaProgram program, String... arguments) throws IOException {
        StackProcess started = new StackProcess(program.process("512m", List.of(arguments)).start());
        started.reader.start();
        return started;
    }

    /** The first match of an expression in what it prints. */
    public MatchResult awaitOutput(Pattern expression) {
        await(expression.pattern()).atMost(Patience.START).until(() -> found(expression) || !reader.isAlive());
        assertThat(output()).containsPattern(expression);
        return expression.matcher(output()).results().findFirst().orElseThrow();
    }

    /** The status it exits with by itself, or after {@link #terminate()}. */
    public int awaitExit() throws InterruptedException {
        return awaitExit(Patience.START);
    }

    public int awaitExit(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("it still runs: " + output());
        }
        reader.join();
        return process.exitValue();
    }

    /** Asks it to end, as {@code kill} does. */
    public void terminate() {
        process.destroy();
    }

    /** @param name as {@code kill} knows it */
    void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        assertThat(status).as("kill -%s", name).isZero();
    }

    /** All it has printed so far. */
    public String output() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private boolean found(Pattern expression) {
        return expression.matcher(output()).find();
    }

    private void read() {
        try (BufferedReader in = process.inputReader()) {
            in.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaProgram built() {
        return executableJar().map(JavaProgram::ofJar).orElseGet(() -> JavaProgram.ofClass(LocalStack.class));
    }

    /** Empty unless the build has packaged it before these tests. */
    static Optional<Path> executableJar() {
        Path plain = jarOf(LocalStack.class);
        Path jar = plain.resolveSibling("../local-stack.jar").normalize();
        return Optional.of(jar).filter(_ -> plain.toString().endsWith(".jar")).filter(Files::exists);
    }

    /** Where a class is from: a folder before its module is packaged. */
    static Path jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
