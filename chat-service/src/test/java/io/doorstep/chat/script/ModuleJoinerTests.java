package io.doorstep.chat.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

class ModuleJoinerTests {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("parts"));
        Files.writeString(folder.resolve("page.js"), """
                /** The page. */

                import { greet } from "./parts/greeting.js";
                import { NAME } from "./parts/name.js";

                export { greet };
                /** Says it. */
                greet(NAME);
                """);
        Files.writeString(folder.resolve("parts/greeting.js"), """
                /** A greeting. */

                import {
                  LINE,
                  NAME,
                } from "./name.js";

                const STYLE = `
                /* This is text. */
                `;

                /**
                 * Greets.
                 */
                export function greet(name = NAME) {
                  // As ever.
                  return LINE + name;
                }
                """);
        Files.writeString(folder.resolve("parts/name.js"), """
                /** A name. */

                export const NAME = "Mia";
                export const LINE = "export const import";
                """);
    }

    private Resource page() {
        return new FileSystemResource(folder.resolve("page.js"));
    }

    @Test
    void join_putsEachModuleOnceAndBeforeItsUsers() throws IOException {
        assertThat(ModuleJoiner.join(page())).isEqualTo("""
                /** The page. */

                const NAME = "Mia";
                const LINE = "export const import";

                const STYLE = `
                /* This is text. */
                `;

                function greet(name = NAME) {
                  // As ever.
                  return LINE + name;
                }


                export { greet };
                /** Says it. */
                greet(NAME);
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"doorstep-client.js", "doorstep-window.js", "desk.js"})
    void join_leavesNoImport_ofThePagesScripts(String script) throws IOException {
        assertThat(ModuleJoiner.join(new ClassPathResource("scripts/" + script)))
                .doesNotContainPattern("(?m)^import\\b").doesNotContainPattern("(?m)^export \\w");
    }
}
