package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package for npm: packed with the scripts as they are served, installed without a registry, and used in Node. */
class NpmPackageTests {
    @TempDir
    private Path folder;

    @Test
    void packageIsPackedInstalledAndImported() throws Exception {
        assumeTrue(NpmPackage.hasNpm(), "There is no npm on the path");
        Path archive;
        try (Shop shop = Shop.open()) {
            archive = NpmPackage.pack(folder, shop);
        }
        Path website = Files.createDirectory(folder.resolve("website"));
        Files.writeString(website.resolve("package.json"),
                "{\"name\":\"website\",\"type\":\"module\",\"private\":true}");
        NpmPackage.run(website, Map.of(), "npm", "install", "--offline", "--no-audit", "--no-fund", archive.toString());
        Files.writeString(website.resolve("use.js"), """
                import { DoorstepClient, REASONS } from "@doorstep/chat";
                import "@doorstep/chat/react";
                const chat = new DoorstepClient({ productId: "11", baseUrl: "https://chat.example" });
                console.log(chat.state, chat.send("Hello?") !== null, chat.messages.length, REASONS.OFFLINE.text.length > 0);
                """);
        assertThat(NpmPackage.run(website, Map.of(), "node", "use.js")).isEqualTo("stopped true 1 true");
        assertThat(website.resolve("node_modules/@doorstep/chat")).isDirectoryContaining("glob:**doorstep-client.d.ts")
                .isDirectoryContaining("glob:**react.d.ts").isDirectoryContaining("glob:**doorstep-window.js");
    }

    /** What the types say there is: the exports, and the properties that are attributes. */
    @Test
    void typesNameWhatThereIs() throws IOException {
        String types = Files.readString(NpmPackage.SOURCE.resolve("doorstep-client.d.ts"));
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
