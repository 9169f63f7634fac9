package io.doorstep.chat.script;

import io.doorstep.chat.script.ScriptToken.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes a joined script small: without comments and needless space, and with short names. A name is shortened everywhere or
 * nowhere: private names of classes, and those that are declared in the script and stand nowhere for a property.
 */
final class ScriptShrinker {
    private static final String LETTERS = "etnrisoaclfdhupmgbvywkxqjzETNRISOACLFDHUPMGBVYWKXQJZ";
    private static final int SHORT = 2;
    private static final Set<String> SIGNS = Set.of("+", "-");
    /** No line break ends a statement after one of these, or before one of the others: the scripts end theirs with a semicolon. */
    private static final String JOINS_NEXT = ";{},([=&|?:+<>";
    private static final String JOINS_LAST = ")]}.,&|?:";

    private static final Set<String> HEADS = Set.of("for", "while", "if");
    private static final ScriptToken END = new ScriptToken(Kind.MARK, ";");

    private final List<ScriptToken> tokens;
    private final List<ScriptToken> code;

    private ScriptShrinker(String script) {
        this.tokens = ScriptToken.of(script);
        this.code = tokens.stream().filter(token -> token.kind() != Kind.SPACE).toList();
    }

    static String shrink(String script) {
        var shrinker = new ScriptShrinker(script);
        return shrinker.write(shrinker.shortNames());
    }

    private Map<String, String> shortNames() {
        Map<String, Integer> uses = new HashMap<>();
        for (ScriptToken token : code) {
            if (token.isName()) {
                uses.merge(token.text(), 1, Integer::sum);
            }
        }
        Comparator<String> mostUsedFirst = Comparator.comparing((String name) -> uses.getOrDefault(name, 0)).reversed()
                .thenComparing(Comparator.naturalOrder());
        var names = new ScriptNames(code);
        Map<String, String> shortened = new HashMap<>();
        var ownNames = new ShortNames(name -> uses.containsKey(name) || ScriptNames.RESERVED.contains(name));
        names.replaceable().stream().filter(name -> name.length() > SHORT).sorted(mostUsedFirst)
                .forEach(name -> shortened.put(name, ownNames.next()));
        var privateNames = new ShortNames(name -> false);
        uses.keySet().stream().filter(name -> name.startsWith("#")).sorted(mostUsedFirst)
                .forEach(name -> shortened.put(name, "#" + privateNames.next()));
        return shortened;
    }

    private String write(Map<String, String> shortened) {
        var written = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            ScriptToken token = tokens.get(i);
            if (token.kind() == Kind.NUMBER) {
                written.append(token.text().replace("_", ""));
            } else if (token.kind() != Kind.SPACE) {
                if (!isLastOfABlock(i)) {
                    written.append(token.isName() ? shortened.getOrDefault(token.text(), token.text()) : token.text());
                }
            } else if (i > 0 && i < tokens.size() - 1) {
                written.append(between(tokens.get(i - 1), token, tokens.get(i + 1)));
            }
        }
        return written.toString();
    }

    /** Whether it is a semicolon that a closing brace makes needless. One after `while (…)` may be all of a loop's body. */
    private boolean isLastOfABlock(int i) {
        return tokens.get(i).is(";") && next(i, 1).is("}") && !endsHead(i);
    }

    private boolean endsHead(int i) {
        if (!next(i, -1).is(")")) {
            return false;
        }
        int open = 0;
        for (int at = i - 1; at > 0; at--) {
            ScriptToken token = tokens.get(at);
            open += token.is(")") ? 1 : token.is("(") ? -1 : 0;
            if (open == 0 && token.is("(")) {
                return HEADS.contains(next(at, -1).text());
            }
        }
        return false;
    }

    /** The next that is no space, in one direction; a semicolon where there is none. */
    private ScriptToken next(int from, int step) {
        for (int at = from + step; at >= 0 && at < tokens.size(); at += step) {
            if (tokens.get(at).kind() != Kind.SPACE) {
                return tokens.get(at);
            }
        }
        return END;
    }

    private static String between(ScriptToken last, ScriptToken space, ScriptToken next) {
        if ((last.isWord() && next.isWord()) || (SIGNS.contains(last.text()) && last.text().equals(next.text()))) {
            return " ";
        }
        boolean joinsNext = last.kind() == Kind.MARK && JOINS_NEXT.contains(last.text());
        boolean joinsLast = next.kind() == Kind.MARK && JOINS_LAST.contains(next.text());
        return space.text().equals("\n") && !joinsNext && !joinsLast ? "\n" : "";
    }

    /** Names of one letter, then of two, that are not taken. */
    private static final class ShortNames {
        private final Predicate<String> isTaken;
        private int last = -1;

        ShortNames(Predicate<String> isTaken) {
            this.isTaken = isTaken;
        }

        String next() {
            String name;
            do {
                last++;
                name = name(last);
            } while (isTaken.test(name));
            return name;
        }

        private static String name(int number) {
            int letters = LETTERS.length();
            String end = String.valueOf(LETTERS.charAt(number % letters));
            return number < letters ? end : name(number / letters - 1) + end;
        }
    }
}
