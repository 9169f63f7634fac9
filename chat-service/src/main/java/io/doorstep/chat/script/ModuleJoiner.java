package io.doorstep.chat.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;

/**
 * Joins an ES module with all that it imports into one module: each import is replaced by the module it names, once, after
 * the modules which that imports. All share one scope, so a name is declared by one module alone, and imported under that
 * name. Only the first module exports, and keeps its comments.
 */
final class ModuleJoiner {
    private static final Pattern IMPORT = Pattern.compile("^import \\{[^}]*} from \"([^\"]+)\";\\R", Pattern.MULTILINE);
    private static final Pattern COMMENT = Pattern.compile("^[ \\t]*/\\*\\*.*?\\*/\\R",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern EXPORT = Pattern.compile("^export (?=\\w)", Pattern.MULTILINE);
    private static final List<Pattern> LEFT_OUT = List.of(IMPORT, EXPORT, COMMENT);

    private final Set<String> seen = new HashSet<>();
    private final StringBuilder joined = new StringBuilder();

    private ModuleJoiner() {}

    static String join(Resource module) throws IOException {
        var joiner = new ModuleJoiner();
        int end = 0;
        String text = textOf(module);
        Matcher imports = IMPORT.matcher(text);
        while (imports.find()) {
            joiner.joined.append(text, end, imports.start());
            joiner.append(module.createRelative(imports.group(1)));
            end = imports.end();
        }
        return joiner.joined.append(text, end, text.length()).toString();
    }

    private static String textOf(Resource module) throws IOException {
        return module.getContentAsString(StandardCharsets.UTF_8);
    }

    private void append(Resource module) throws IOException {
        if (!seen.add(module.getURL().toString())) {
            return;
        }
        String text = textOf(module);
        Matcher imports = IMPORT.matcher(text);
        while (imports.find()) {
            append(module.createRelative(imports.group(1)));
        }
        String body = text;
        for (Pattern left : LEFT_OUT) {
            body = left.matcher(body).replaceAll("");
        }
        joined.append(body.strip()).append("\n\n");
    }
}
