package io.doorstep.chat.script;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names in a script: which are declared there, and which of those stand for a property as well. */
final class ScriptNames {
    static final Set<String> RESERVED = Set.of("as", "async", "await", "break", "case", "catch", "class", "const",
            "continue",
            "default", "delete", "do", "else", "export", "extends", "false", "finally", "for", "from", "function",
            "get", "if",
            "import", "in", "instanceof", "let", "new", "null", "of", "return", "set", "static", "super", "switch",
            "this",
            "throw", "true", "try", "typeof", "undefined", "var", "void", "while", "with", "yield");
    /** Names of browsers that scripts may give to something of their own as well. */
    private static final Set<String> OF_BROWSERS = Set.of("crypto", "document", "fetch", "location", "navigator");
    private static final Set<String> DECLARES = Set.of("const", "let", "function", "class");
    private static final Set<String> ACCESSORS = Set.of("get", "set", "static", "async");
    private static final Set<String> STATEMENTS = Set.of("if", "for", "while", "switch", "catch");

    private final List<ScriptToken> code;
    private final Set<String> declared = new HashSet<>();
    private final Set<String> properties = new HashSet<>();

    ScriptNames(List<ScriptToken> code) {
        this.code = code;
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i).isName()) {
                look(i);
            } else if (isAt(i, "(") && isParameters(i)) {
                declareAll(i);
            }
            if ((isAt(i, "[") || isAt(i, "{")) && (isAt(i - 1, "const") || isAt(i - 1, "let"))) {
                declareAll(i);
            }
        }
    }

    /** Names that can be replaced wherever they stand. */
    Set<String> replaceable() {
        Set<String> names = new HashSet<>(declared);
        names.removeAll(properties);
        names.removeAll(RESERVED);
        names.removeAll(OF_BROWSERS);
        return names;
    }

    private void look(int i) {
        String name = code.get(i).text();
        if (DECLARES.contains(nameAt(i - 1)) || (isAt(i + 1, "=") && isAt(i + 2, ">"))) {
            declared.add(name);
        }
        if (isProperty(i)) {
            properties.add(name);
        }
    }

    private boolean isProperty(int i) {
        boolean afterDot = isAt(i - 1, ".") && !(isAt(i - 2, ".") && isAt(i - 3, "."));
        boolean key = isAt(i + 1, ":") && !isAt(i - 1, "?");
        boolean accessor = ACCESSORS.contains(nameAt(i - 1));
        return afterDot || key || accessor || isMethod(i) || isInBraces(i) || isField(i);
    }

    /** {@code name(…) {} }, which is no function and no statement. */
    private boolean isMethod(int i) {
        return isAt(i + 1, "(") && isAt(closing(i + 1) + 1, "{") && !isAt(i - 1, "function")
                && !STATEMENTS.contains(code.get(i).text());
    }

    /** {@code name = } or {@code name;} where a statement may begin: a field of a class. */
    private boolean isField(int i) {
        return (isAt(i - 1, ";") || isAt(i - 1, "{") || isAt(i - 1, "}")) && (isAt(i + 1, "=") || isAt(i + 1, ";"));
    }

    /** Listed in braces without a colon: of an object, of what is taken from one, or of an export. */
    private boolean isInBraces(int i) {
        boolean listed = (isAt(i - 1, "{") || isAt(i - 1, ","))
                && (isAt(i + 1, ",") || isAt(i + 1, "}") || isAt(i + 1, "="));
        return listed && isAt(opening(i - 1), "{");
    }

    private boolean isParameters(int i) {
        int end = closing(i);
        boolean arrow = isAt(end + 1, "=") && isAt(end + 2, ">");
        boolean body = isAt(end + 1, "{") && !nameAt(i - 1).isEmpty()
                && (!STATEMENTS.contains(nameAt(i - 1)) || isAt(i - 1, "catch"));
        return arrow || body;
    }

    /** Whatever may be a name of its own in a list of parameters, or in a pattern. */
    private void declareAll(int i) {
        int end = closing(i);
        for (int at = i + 1; at < end; at++) {
            boolean begins = isAt(at - 1, "(") || isAt(at - 1, ",") || isAt(at - 1, "[") || isAt(at - 1, "{")
                    || isAt(at - 1, ":") || isAt(at - 1, ".");
            if (begins && code.get(at).isName()) {
                declared.add(code.get(at).text());
            }
        }
    }

    private int closing(int i) {
        int depth = 0;
        for (int at = i; at < code.size(); at++) {
            depth += isOpening(at) ? 1 : isClosing(at) ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return code.size();
    }

    /** The bracket that is open at this place; -1 where none is. An expression in a template is open as well. */
    private int opening(int i) {
        int depth = 0;
        for (int at = i; at >= 0; at--) {
            if (isClosing(at)) {
                depth++;
            } else if (isOpening(at)) {
                if (depth == 0) {
                    return at;
                }
                depth--;
            }
        }
        return -1;
    }

    private boolean isOpening(int i) {
        return isAt(i, "(") || isAt(i, "[") || isAt(i, "{") || (isText(i) && code.get(i).text().endsWith("${"));
    }

    private boolean isClosing(int i) {
        return isAt(i, ")") || isAt(i, "]") || isAt(i, "}") || (isText(i) && code.get(i).text().startsWith("}"));
    }

    /** The name at this place; empty where there is none. */
    private String nameAt(int i) {
        return i >= 0 && code.get(i).isName() ? code.get(i).text() : "";
    }

    private boolean isText(int i) {
        return code.get(i).kind() == ScriptToken.Kind.TEXT;
    }

    private boolean isAt(int i, String text) {
        return i >= 0 && i < code.size() && code.get(i).is(text);
    }
}
