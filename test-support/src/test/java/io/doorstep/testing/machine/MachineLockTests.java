package io.doorstep.testing.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.process.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between two JVMs, as Maven starts one for each module. */
class MachineLockTests {
    @TempDir
    private Path folder;

    @Test
    void whoHasItAlone_waitsUntilTheOtherLetsIn_andIsNotDisturbed() throws IOException {
        try (Jvm shares = new Jvm("share"); Jvm alone = new Jvm("haveAlone")) {
            shares.takes();
            shares.awaitHeld();
            alone.takes();
            shares.letsIn();
            await().until(() -> alone.saysMore() || shares.letsInAgain());
            alone.awaitHeld();
            assertThat(shares.saysMore()).as("it waits").isFalse();
            alone.releases();
            shares.awaitHeld();
        }
    }

    @Test
    void thoseThatShare_haveItSideBySide() throws IOException {
        try (Jvm one = new Jvm("share"); Jvm other = new Jvm("share")) {
            one.takes();
            one.awaitHeld();
            other.takes();
            other.awaitHeld();
        }
    }

    /** A JVM that does one step for each line it reads. */
    private final class Jvm implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;
        private final Writer in;

        Jvm(String how) throws IOException {
            process = JavaProgram.ofClass(Steps.class).process("32m", List.of(folder.toString(), how)).start();
            out = process.inputReader();
            in = process.outputWriter();
            assertThat(out.readLine()).isEqualTo("ready");
        }

        /** Waits until it is about to. */
        void takes() throws IOException {
            in.append("take\n").flush();
            assertThat(out.readLine()).isEqualTo("takes");
        }

        void letsIn() throws IOException {
            in.append("let in\n").flush();
        }

        /** Once it has come back. Returns false, for it lets in nobody by that. */
        boolean letsInAgain() throws IOException {
            if (saysMore()) {
                awaitHeld();
                letsIn();
            }
            return false;
        }

        void releases() throws IOException {
            in.append("release\n").flush();
        }

        void awaitHeld() throws IOException {
            assertThat(out.readLine()).isEqualTo("held");
        }

        boolean saysMore() throws IOException {
            return out.ready();
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
