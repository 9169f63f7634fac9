package io.doorstep.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Browser}, the same to all: the Chromium that the machine has, since Playwright's own is not
 * downloaded. Without one the tests are skipped.
 */
final class ChromiumExtension implements ExecutionCondition, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ChromiumExtension.class);
    private static final String VARIABLE = "DOORSTEP_TEST_CHROMIUM";
    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault(VARIABLE, "/usr/bin/chromium"));
    private static final List<String> QUIET = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

    private record Started(Playwright playwright, Browser browser) implements AutoCloseable {

        static Started now() {
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            return new Started(playwright, playwright.chromium().launch(
                    new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(QUIET)));
        }

        @Override
        public void close() {
            playwright.close();
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Files.isExecutable(CHROMIUM)
                ? ConditionEvaluationResult.enabled("Chromium is at " + CHROMIUM)
                : ConditionEvaluationResult.disabled(
                        "There is no Chromium at " + CHROMIUM + "; install one, or say where in " + VARIABLE);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE)
                .computeIfAbsent(Started.class, _ -> Started.now(), Started.class).browser();
    }
}
