package io.doorstep.testing.process;

import static org.awaitility.Awaitility.await;

import io.doorstep.testing.machine.Folders;
import io.doorstep.testing.machine.Patience;
import io.doorstep.testing.machine.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The local stack's executable jar, unpacked into open jars, with a cache of their classes, loaded and linked (JEP 483, 514):
 * a service starts from it with two thirds of the processor time. Made once for each build, by the first JVM that wants it.
 */
final class OpenJar {
    private static final String NAME = "local-stack.jar";

    /** One for all tests of a JVM. */
    private static final class OfTheBuild {
        static final @Nullable OpenJar JAR = StackProcess.executableJar().map(OpenJar::of).orElse(null);
    }

    private final Path folder;

    private OpenJar(Path folder) {
        this.folder = folder;
    }

    /** Empty where the build has no executable jar yet. */
    static Optional<OpenJar> ofTheBuild() {
        return Optional.ofNullable(OfTheBuild.JAR);
    }

    private static OpenJar of(Path executable) {
        try {
            Path all = Files.createDirectories(executable.resolveSibling("open-jars"));
            OpenJar jar = new OpenJar(all.resolve(Files.getLastModifiedTime(executable).toMillis() + "-"
                    + Files.size(executable)));
            try (FileChannel channel = FileChannel.open(all.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                if (!Files.exists(jar.cache())) {
                    jar.make(executable);
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What Java is to be told before the name of the class. It logs as tests do. */
    List<String> options() {
        return List.of("-XX:AOTCache=" + cache(), "-Xlog:disable", "-Xlog:all=error:stderr", "-cp",
                jar() + File.pathSeparator + StackProcess.jarOf(OpenJar.class));
    }

    private Path jar() {
        return folder.resolve(NAME);
    }

    private Path cache() {
        return folder.resolve("classes.aot");
    }

    private void make(Path executable) throws IOException, InterruptedException {
        try (Stream<Path> earlier = Files.list(folder.getParent()).filter(Files::isDirectory)) {
            earlier.forEach(Folders::delete);
        }
        run(new JavaProgram(List.of("-Djarmode=tools", "-jar", executable.toString())).process("64m",
                List.of("extract", "--destination", folder.toString())));
        Path data = Folders.temporary("doorstep-classes");
        Process stack = new JavaProgram(List.of("-XX:AOTCacheOutput=" + cache(), "-Xlog:disable", "-cp",
                jar().toString(), "io.doorstep.stack.LocalStack")).process("512m",
                        List.of("--doorstep.data-dir=" + data, "--doorstep.stack.broker-port=" + Ports.free(),
                                "--doorstep.stack.chat-port=" + Ports.free(),
                                "--doorstep.stack.analytics-port=" + Ports.free()))
                .redirectOutput(folder.resolve("output").toFile()).start();
        try {
            await("local stack").atMost(Patience.START)
                    .until(() -> Files.readString(folder.resolve("output")).contains("Ctrl-C stops it"));
            stack.destroy();
            await("cache of classes").atMost(Patience.START).until(() -> !stack.isAlive());
        } finally {
            stack.destroyForcibly().onExit().join();
            Folders.delete(data);
        }
    }

    private static void run(ProcessBuilder program) throws IOException, InterruptedException {
        Process process = program.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(Patience.START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("could not do " + program.command());
        }
    }
}
