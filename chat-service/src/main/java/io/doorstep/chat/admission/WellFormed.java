package io.doorstep.chat.admission;

/** The form of product and session ids: {@code [A-Za-z0-9._-]{1,64}}, but for the steps of a path, one dot and two. */
public final class WellFormed {
    private static final int MAX_LENGTH = 64;

    private WellFormed() {}

    public static boolean isId(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH || id.equals(".") || id.equals("..")) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (!isAllowed(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
                || c == '-';
    }
}
