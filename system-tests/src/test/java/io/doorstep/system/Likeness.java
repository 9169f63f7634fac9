package io.doorstep.system;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Whether JSON is what documentation shows: the same fields, and the same values but for those that differ each time. */
final class Likeness {
    private static final Set<String> DIFFERENT_EACH_TIME = Set.of("connection_id", "sequence", "last_sequence", "time",
            "since", "up_to", "read_up_to", "retry_after_ms", "reconnect_after_ms", "expires_at");
    private static final String ANYTHING = "…";
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:[\\d.]+Z");

    private Likeness() {}

    static boolean of(JsonNode shown, JsonNode real) {
        if (shown.isArray() && shown.size() == 1 && shown.get(0).asString("").equals(ANYTHING)) {
            return real.isArray();
        }
        if (shown.getNodeType() != real.getNodeType() || shown.size() != real.size()) {
            return false;
        }
        if (shown.isObject()) {
            return shown.propertyStream().allMatch(field -> real.has(field.getKey()) && (differs(field.getKey(), shown)
                    ? field.getValue().getNodeType() == real.get(field.getKey()).getNodeType()
                    : of(field.getValue(), real.get(field.getKey()))));
        }
        return shown.isArray()
                ? IntStream.range(0, shown.size()).allMatch(i -> of(shown.get(i), real.get(i)))
                : shown.equals(real) || (shown.isString() && real.isString()
                        && withoutTimes(shown.stringValue()).equals(withoutTimes(real.stringValue())));
    }

    private static String withoutTimes(String text) {
        return TIME.matcher(text).replaceAll(ANYTHING);
    }

    /** A session that the service names is another each time, too. */
    private static boolean differs(String field, JsonNode in) {
        return DIFFERENT_EACH_TIME.contains(field) || (field.equals("session_id") && in.has("expires_at"));
    }
}
