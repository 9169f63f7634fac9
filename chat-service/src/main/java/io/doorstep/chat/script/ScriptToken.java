package io.doorstep.chat.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a script: enough of JavaScript's grammar to tell names from text. Comments are left out.
 *
 * @param text as it stands in the script; of a space, one space or one line break
 */
record ScriptToken(Kind kind, String text) {
    private static final Pattern PIECE = Pattern.compile("""
            (?<space>(?:\\s++|//[^\\n]*+|/\\*(?s:.*?)\\*/)++)|(?<text>"(?:[^"\\\\]++|\\\\.)*+"|'(?:[^'\\\\]++|\\\\.)*+')\
            |(?<name>#?[A-Za-z_$][\\w$]*)|(?<number>\\d[\\w.]*)|(?<mark>.)""", Pattern.DOTALL);
    private static final Pattern TEMPLATE = Pattern.compile("(?:[^`\\\\$]++|\\\\.|\\$(?!\\{))*+(?<end>`|\\$\\{)",
            Pattern.DOTALL);
    private static final Pattern EXPRESSION = Pattern
            .compile("/(?:[^/\\\\\\[\\n]|\\\\.|\\[(?:[^\\]\\\\]|\\\\.)*])+/[a-z]*");
    /** Comments of a style, and space around its marks. */
    private static final Pattern STYLE_SPACE = Pattern
            .compile("/\\*(?s:.*?)\\*/\\s*|\\s*([{};,]|:(?=\\s))\\s*|\\n\\s*|\\s+(?=!)");
    /** A slash after one of these begins a regular expression. */
    private static final Set<String> BEFORE_EXPRESSION = Set.of("return", "typeof", "case", "in", "of");

    enum Kind {
        NAME,
        NUMBER,
        /** A string, a part of a template, or a regular expression. */
        TEXT,
        MARK,
        SPACE
    }

    boolean is(String other) {
        return text.equals(other) && (kind == Kind.MARK || kind == Kind.NAME);
    }

    boolean isName() {
        return kind == Kind.NAME;
    }

    /** Whether it would run into a neighbour of the same sort. */
    boolean isWord() {
        return kind == Kind.NAME || kind == Kind.NUMBER || (kind == Kind.TEXT && text.startsWith("/"));
    }

    static List<ScriptToken> of(String script) {
        return new Reader(script).read();
    }

    private static final class Reader {
        private final String script;
        private final List<ScriptToken> tokens = new ArrayList<>();
        /** Of each template that is open, how many braces are open in its expression. */
        private final Deque<Integer> templates = new ArrayDeque<>();
        private int at;
        /** Whether the template is one of a style: it begins with a line break. */
        private boolean isStyle;
        private ScriptToken last = new ScriptToken(Kind.MARK, ";");

        Reader(String script) {
            this.script = script;
        }

        List<ScriptToken> read() {
            Matcher piece = PIECE.matcher(script);
            while (at < script.length()) {
                if (script.charAt(at) == '`' || endsExpressionOfTemplate()) {
                    template();
                } else if (script.charAt(at) == '/' && beginsExpression()) {
                    take(EXPRESSION.matcher(script), Kind.TEXT);
                } else {
                    take(piece, null);
                }
            }
            return tokens;
        }

        private boolean endsExpressionOfTemplate() {
            return script.charAt(at) == '}' && !templates.isEmpty() && templates.peek() == 0;
        }

        private void template() {
            if (script.charAt(at) == '}') {
                templates.pop();
            }
            Matcher part = TEMPLATE.matcher(script).region(at + 1, script.length());
            if (!part.lookingAt()) {
                throw new IllegalArgumentException("A template has no end: " + script.substring(at));
            }
            isStyle = script.startsWith("`\n", at) || (isStyle && script.charAt(at) == '}');
            String text = script.substring(at, part.end());
            add(Kind.TEXT, isStyle ? STYLE_SPACE.matcher(text).replaceAll("$1") : text);
            at = part.end();
            if (!"`".equals(part.group("end"))) {
                templates.push(0);
            }
        }

        private boolean beginsExpression() {
            return !script.startsWith("//", at) && !script.startsWith("/*", at) && (last.kind == Kind.MARK
                    ? !last.is(")") && !last.is("]") && !last.is("}")
                    : last.isName() && BEFORE_EXPRESSION.contains(last.text));
        }

        private void take(Matcher matcher, @Nullable Kind kind) {
            matcher.region(at, script.length());
            if (!matcher.lookingAt()) {
                throw new IllegalArgumentException("Not understood: " + script.substring(at));
            }
            Kind found = kind != null ? kind : kindOf(matcher);
            String text = matcher.group();
            if (found == Kind.SPACE) {
                text = text.contains("\n") ? "\n" : " ";
            }
            count(text);
            add(found, text);
            at = matcher.end();
        }

        private static Kind kindOf(Matcher piece) {
            return piece.group("space") != null
                    ? Kind.SPACE
                    : piece.group("text") != null
                            ? Kind.TEXT
                            : piece.group("name") != null
                                    ? Kind.NAME
                                    : piece.group("number") != null ? Kind.NUMBER : Kind.MARK;
        }

        private void count(String text) {
            if (!templates.isEmpty() && ("{".equals(text) || "}".equals(text))) {
                templates.push(templates.pop() + ("{".equals(text) ? 1 : -1));
            }
        }

        private void add(Kind kind, String text) {
            var token = new ScriptToken(kind, text);
            tokens.add(token);
            if (kind != Kind.SPACE) {
                last = token;
            }
        }
    }
}
