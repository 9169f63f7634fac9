package io.doorstep.chat.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Joins an ES module with all that it imports into one module: each import is replaced by the module it names, once, after
 * the modules which that imports. All share one scope, so a name is declared by one module alone, and imported under that
 * name. Only the first module exports, and keeps its comments.
 */
final class ModuleJoiner implements ResourceTransformer {
    private static final Pattern IMPORT = Pattern.compile("^import \\{[^}]*} from \"([^\"]+)\";\\R", Pattern.MULTILINE);
    private static final Pattern COMMENT = Pattern.compile("^[ \\t]*/\\*\\*.*?\\*/\\R",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern EXPORT = Pattern.compile("^export (?=\\w)", Pattern.MULTILINE);
    private static final List<Pattern> LEFT_OUT = List.of(IMPORT, EXPORT, COMMENT);

    @Override
    public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
            throws IOException {
        return join(chain.transform(request, resource));
    }

    static Resource join(Resource module) throws IOException {
        var imported = new Imported();
        var joined = new StringBuilder();
        int end = 0;
        String text = textOf(module);
        Matcher imports = IMPORT.matcher(text);
        while (imports.find()) {
            joined.append(text, end, imports.start());
            imported.append(module.createRelative(imports.group(1)), joined);
            end = imports.end();
        }
        joined.append(text, end, text.length());
        return new TransformedResource(module, joined.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String textOf(Resource module) throws IOException {
        return module.getContentAsString(StandardCharsets.UTF_8);
    }

    /** The modules that are in already. */
    private static final class Imported {
        private final Set<String> seen = new HashSet<>();

        void append(Resource module, StringBuilder joined) throws IOException {
            if (!seen.add(module.getURL().toString())) {
                return;
            }
            String text = textOf(module);
            Matcher imports = IMPORT.matcher(text);
            while (imports.find()) {
                append(module.createRelative(imports.group(1)), joined);
            }
            String body = text;
            for (Pattern left : LEFT_OUT) {
                body = left.matcher(body).replaceAll("");
            }
            joined.append(body.strip()).append("\n\n");
        }
    }
}
