package io.doorstep.benchmarks.evaluation;

import io.doorstep.benchmarks.tables.TimeText;
import java.time.Duration;

/**
 * A name and when it begins, written {@code name@2h}.
 *
 * @param offset since the beginning of the mix
 */
public record Placed(String name, Duration offset) {

    /** @param unsaid the offset of one that is written without */
    public static Placed parse(String text, Duration unsaid) {
        int at = text.lastIndexOf('@');
        return at < 0
                ? new Placed(text, unsaid)
                : new Placed(text.substring(0, at), TimeText.parse(text.substring(at + 1)));
    }
}
