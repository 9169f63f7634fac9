package io.doorstep.stack;

import java.util.List;
import java.util.Objects;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** Why something did not start, in the words of whoever knows the failure: the services' own analyzers, then Boot's. */
final class FailureSentence {
    private FailureSentence() {}

    static String of(Throwable failure) {
        return analyzers().stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .map(FailureAnalysis::getDescription)
                .findFirst()
                .orElseGet(() -> rootMessage(failure));
    }

    private static List<FailureAnalyzer> analyzers() {
        // Those that need a bean factory cannot be made without one, and are done without.
        return SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class,
                FailureHandler.handleMessage((_, _) -> {}));
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
