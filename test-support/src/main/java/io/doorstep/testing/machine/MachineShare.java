package io.doorstep.testing.machine;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps the tests of other modules, each in a JVM of its own, from running beside a class that is {@link Alone}. JUnit
 * finds the extension by itself.
 */
public final class MachineShare implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    /** Of the one class that runs in this JVM. */
    private static final MachineLock MACHINE = new MachineLock(Path.of("..", "target"));

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!isOutermost(context)) {
            return;
        }
        if (context.getRequiredTestClass().isAnnotationPresent(Alone.class)) {
            MACHINE.haveAlone();
        } else {
            MACHINE.share();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        MACHINE.letOthersIn();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (isOutermost(context)) {
            MACHINE.release();
        }
    }

    private static boolean isOutermost(ExtensionContext context) {
        return context.getRequiredTestClass().getEnclosingClass() == null;
    }
}
