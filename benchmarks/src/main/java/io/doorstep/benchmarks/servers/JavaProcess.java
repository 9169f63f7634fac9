package io.doorstep.benchmarks.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java program that runs with the Java of this one; killed when it is closed, and when this one ends. */
final class JavaProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LINES_KEPT = 200;

    private final String name;
    private final Process process;
    private final Deque<String> lines = new ArrayDeque<>();
    private final AtomicLong printed = new AtomicLong();
    private final Thread hook;

    private JavaProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
        Thread.ofVirtual().start(this::read);
    }

    /** @param arguments of {@code java}: its options, the program, the program's arguments */
    static JavaProcess start(String name, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(
                variable -> variable.startsWith("DOORSTEP_") || variable.startsWith("SPRING_")
                        || variable.startsWith("SERVER_") || variable.equals("JAVA_TOOL_OPTIONS"));
        try {
            return new JavaProcess(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first match of an expression in what it has printed lately, as soon as there is one. */
    MatchResult awaitOutput(Pattern expression) {
        await(() -> expression.matcher(output()).find());
        Matcher matcher = expression.matcher(output());
        if (!matcher.find()) {
            throw new IllegalStateException(name + " did not print " + expression + ":\n" + output());
        }
        return matcher.toMatchResult();
    }

    /** Waits until it is ready. */
    void await(BooleanSupplier ready) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " did not start:\n" + output());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Nanoseconds of processor time that it has used, to a hundredth of a second; 0 where the system does not tell. */
    long cpuNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** Bytes of it that are in memory, as Linux tells; 0 where the system does not. */
    long residentMemory() {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Bytes that it has printed since it started. */
    long printedBytes() {
        return printed.get();
    }

    /** What it has printed lately. */
    String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    private void read() {
        try (BufferedReader in = process.inputReader()) {
            in.lines().forEach(this::keep);
        } catch (IOException | UncheckedIOException _) {
            // It has been killed.
        }
    }

    private void keep(String line) {
        printed.addAndGet(line.getBytes(StandardCharsets.UTF_8).length + 1L);
        synchronized (lines) {
            if (lines.size() == LINES_KEPT) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
    }

    /** Asks it to end, and waits until it has. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE)) {
                throw new IllegalStateException(name + " did not stop:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException _) {
            // This program is ending, too.
        }
    }
}
