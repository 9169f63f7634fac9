package io.doorstep.testing.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program to be run as a process of its own, by the Java that runs the tests and without their settings of Doorstep. */
public record JavaProgram(List<String> program) {

    static JavaProgram ofJar(Path jar) {
        return new JavaProgram(List.of("-jar", jar.toString()));
    }

    /** From the class path of the tests. */
    public static JavaProgram ofClass(Class<?> main) {
        return new JavaProgram(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    }

    /** Of a service or the local stack: from the open jars of the build, or the class path of the tests before there are any. */
    public static JavaProgram ofService(Class<?> main) {
        return OpenJar.ofTheBuild().map(jar -> new JavaProgram(
                Stream.concat(jar.options().stream(), Stream.of(main.getName())).toList()))
                .orElseGet(() -> ofClass(main));
    }

    /**
     * Its process, not yet started; what it prints and its errors are one. It ends before it would be worth to compile it
     * well.
     *
     * @param heap at most, as {@code -Xmx} takes it
     */
    public ProcessBuilder process(String heap, List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
                        "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(program);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("DOORSTEP_") || name.startsWith("SPRING_"));
        return builder;
    }
}
