package io.doorstep.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        assertThat(ModuleJoiner.join(page()).getContentAsString(StandardCharsets.UTF_8)).isEqualTo("""
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

    @Test
    void join_leavesNoImport_ofThePagesScripts() throws IOException {
        for (String script : new String[]{"doorstep-client.js", "desk.js"}) {
            Resource joined = ModuleJoiner.join(new ClassPathResource("scripts/" + script));
            assertThat(joined.getContentAsString(StandardCharsets.UTF_8)).doesNotContainPattern("(?m)^import\\b")
                    .doesNotContainPattern("(?m)^export \\w");
            assertThat(joined.getFilename()).isEqualTo(script);
        }
    }
}
