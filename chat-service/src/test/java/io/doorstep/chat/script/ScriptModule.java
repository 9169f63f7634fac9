package io.doorstep.chat.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A module of the scripts of pages.
 *
 * @param path in the folder {@code scripts}, such as {@code client/outbox.js}
 */
record ScriptModule(String path, String text) {
    private static final Pattern COMMENTS = Pattern.compile("/\\*.*?\\*/|//.*?$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern IMPORT = Pattern.compile("^import\\b(?:\\s*\\{([^}]*)} from)?\\s*\"([^\"]+)\";",
            Pattern.MULTILINE);
    private static final Pattern DECLARATION = Pattern
            .compile("^(export )?(?:async )?(?:const|let|class|function) (\\w+)", Pattern.MULTILINE);

    static Map<String, ScriptModule> all() {
        Map<String, ScriptModule> modules = new TreeMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:/scripts/**/*.js")) {
                String path = file.getURL().toString().replaceFirst(".*/scripts/", "");
                modules.put(path, new ScriptModule(path, file.getContentAsString(StandardCharsets.UTF_8)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return modules;
    }

    /** The folder; of a page's script itself, its name. */
    String room() {
        return path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
    }

    /** Imported names, and the modules they come from. */
    Map<String, String> imports() {
        Map<String, String> names = new TreeMap<>();
        Matcher found = IMPORT.matcher(code());
        while (found.find()) {
            Path from = Path.of(path).resolveSibling(found.group(2)).normalize();
            for (String name : found.group(1).strip().split("\\s*,\\s*", -1)) {
                if (!name.isEmpty()) {
                    names.put(name, from.toString());
                }
            }
        }
        return names;
    }

    List<String> exports() {
        return declarations().filter(found -> found.startsWith("export ")).map(found -> found.substring(7)).toList();
    }

    /** Names of the module's own scope. */
    List<String> names() {
        return declarations().map(found -> found.replaceFirst("export ", "")).toList();
    }

    boolean uses(String name) {
        return Pattern.compile("(?<![.#\\w\"$-])" + name + "\\b(?![`:])")
                .matcher(IMPORT.matcher(code()).replaceAll("")).find();
    }

    private Stream<String> declarations() {
        List<String> names = new ArrayList<>();
        Matcher found = DECLARATION.matcher(code());
        while (found.find()) {
            names.add((found.group(1) == null ? "" : "export ") + found.group(2));
        }
        return names.stream();
    }

    private String code() {
        return COMMENTS.matcher(text).replaceAll("");
    }

    @Override
    public String toString() {
        return path;
    }
}
