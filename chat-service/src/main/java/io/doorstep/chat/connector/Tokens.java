package io.doorstep.chat.connector;

import java.util.Enumeration;

/** Headers that are lists of tokens, whose case does not matter. */
public final class Tokens {
    private Tokens() {}

    /** @param values all headers of one name */
    public static boolean contain(Enumeration<String> values, String token) {
        while (values.hasMoreElements()) {
            if (contain(values.nextElement(), token)) {
                return true;
            }
        }
        return false;
    }

    static boolean contain(String list, String token) {
        if (list.equalsIgnoreCase(token)) {
            return true;
        }
        for (String part : list.split(",", -1)) {
            if (part.strip().equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }
}
