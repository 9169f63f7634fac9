package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package for npm: packed with the scripts as they are served, installed without a registry, and used in Node. */
class NpmPackageTests {
    private static final Path SOURCE = Path.of("..", "chat-service", "src", "main", "npm");

    @TempDir
    private Path folder;

    private String run(Path in, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
        return said.strip();
    }

    private static boolean hasNpm() {
        return Stream.of(System.getenv("PATH").split(":", -1)).anyMatch(on -> Files.isExecutable(Path.of(on, "npm")));
    }

    @Test
    void packageIsPackedInstalledAndImported() throws Exception {
        assumeTrue(hasNpm(), "There is no npm on the path");
        Path packed = Files.createDirectory(folder.resolve("packed"));
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.toList()) {
                Files.copy(file, packed.resolve(file.getFileName()));
            }
        }
        try (Shop shop = Shop.open(); HttpClient http = HttpClient.newHttpClient()) {
            String client = get(http, shop.url("/doorstep-client.js"));
            String window = client.replaceFirst("(?s).*\"\\./(doorstep-window\\.\\w+\\.js)\".*", "$1");
            Files.writeString(packed.resolve("doorstep-client.js"), client.replace(window, "doorstep-window.js"));
            Files.writeString(packed.resolve("doorstep-window.js"), get(http, shop.url("/" + window)));
        }
        String archive = run(packed, "npm", "pack", "--silent");
        Path website = Files.createDirectory(folder.resolve("website"));
        Files.writeString(website.resolve("package.json"),
                "{\"name\":\"website\",\"type\":\"module\",\"private\":true}");
        run(website, "npm", "install", "--offline", "--no-audit", "--no-fund", packed.resolve(archive).toString());
        Files.writeString(website.resolve("use.js"), """
                import { DoorstepClient, REASONS } from "@doorstep/chat";
                import "@doorstep/chat/react";
                const chat = new DoorstepClient({ productId: "11", baseUrl: "https://chat.example" });
                console.log(chat.state, chat.send("Hello?") !== null, chat.messages.length, REASONS.OFFLINE.text.length > 0);
                """);
        assertThat(run(website, "node", "use.js")).isEqualTo("stopped true 1 true");
        assertThat(website.resolve("node_modules/@doorstep/chat")).isDirectoryContaining("glob:**doorstep-client.d.ts")
                .isDirectoryContaining("glob:**react.d.ts").isDirectoryContaining("glob:**doorstep-window.js");
    }

    private static String get(HttpClient http, String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
    }

    /** What the types say there is: the exports, and the properties that are attributes. */
    @Test
    void typesNameWhatThereIs() throws IOException {
        String types = Files.readString(SOURCE.resolve("doorstep-client.d.ts"));
        Path scripts = Path.of("..", "chat-service", "src", "main", "resources", "scripts");
        String exported = Files.readString(scripts.resolve("doorstep-client.js"))
                .replaceFirst("(?s).*\\nexport \\{([^}]*)}.*", "$1");
        assertThat(Stream.of(exported.split(",", -1)).map(String::strip)).isNotEmpty()
                .allMatch(
                        name -> Pattern.compile("export (class|const|function) " + name + "\\b").matcher(types).find());
        String attributes = Files.readString(scripts.resolve("element/attributes.js"));
        assertThat(Pattern.compile("(\\w+): \"[a-z-]+\"").matcher(attributes).results().map(found -> found.group(1)))
                .isNotEmpty().allMatch(property -> types.contains("  " + property + ": "));
    }
}
