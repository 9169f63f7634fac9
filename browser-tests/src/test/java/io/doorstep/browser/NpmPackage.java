package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The package for npm: packed with the scripts as a shop serves them. */
final class NpmPackage {
    static final Path SOURCE = Path.of("..", "chat-service", "src", "main", "npm");

    private NpmPackage() {}

    /** Packs it in a new folder of {@code folder}; returns the archive. */
    static Path pack(Path folder, Shop shop) throws IOException, InterruptedException {
        Path packed = Files.createDirectory(folder.resolve("packed"));
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.toList()) {
                Files.copy(file, packed.resolve(file.getFileName()));
            }
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            String client = get(http, shop.url("/doorstep-client.js"));
            String window = client.replaceFirst("(?s).*\"\\./(doorstep-window\\.\\w+\\.js)\".*", "$1");
            Files.writeString(packed.resolve("doorstep-client.js"), client.replace(window, "doorstep-window.js"));
            Files.writeString(packed.resolve("doorstep-window.js"), get(http, shop.url("/" + window)));
        }
        return packed.resolve(run(packed, Map.of(), "npm", "pack", "--silent")).toAbsolutePath();
    }

    /** What a program says that succeeds. */
    static String run(Path in, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var program = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        program.environment().putAll(environment);
        Process process = program.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
        return said.strip();
    }

    static boolean hasNpm() {
        return Stream.of(System.getenv("PATH").split(":", -1)).anyMatch(on -> Files.isExecutable(Path.of(on, "npm")));
    }

    private static String get(HttpClient http, String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
    }
}
