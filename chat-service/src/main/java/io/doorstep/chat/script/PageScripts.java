package io.doorstep.chat.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The scripts of pages as a browser gets them. The client names its window by version, so that both are of one build. */
@Component
final class PageScripts {
    private static final String WINDOW = "\"./doorstep-window.js\"";

    private final PageFile window = script(joined("doorstep-window.js"));
    private final PageFile client = script(joined("doorstep-client.js").replace(WINDOW,
            "\"./doorstep-window." + window.version() + ".js\""));
    private final PageFile desk = script(joined("desk.js"));
    private final PageFile loader = script(text("doorstep.js").replace("VERSION", client.version()));

    PageFile window() {
        return window;
    }

    PageFile client() {
        return client;
    }

    PageFile desk() {
        return desk;
    }

    PageFile loader() {
        return loader;
    }

    private static PageFile script(String text) {
        return new PageFile(PageFile.SCRIPT, ScriptShrinker.shrink(text));
    }

    private static String joined(String name) {
        try {
            return ModuleJoiner.join(new ClassPathResource("scripts/" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        try {
            return new ClassPathResource("snippets/" + name).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
