package io.doorstep.stack.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerWatchTests {
    @TempDir
    private Path folder;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Test
    void watch_tellsOnceThatAThreadHasDied_whenTheBrokerLosesOne() throws Exception {
        InProcessBroker broker = InProcessBroker.start(folder, 0);
        try (BrokerWatch watch = BrokerWatch.begin(folder, told::add)) {
            assertThat(watch.threads()).isGreaterThan(8);
            assertThat(watch.fault()).isNull();

            broker.close();

            assertThat(told.poll(20, TimeUnit.SECONDS)).startsWith("its thread '").endsWith("' has died");
            assertThat(told.poll(2, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void watch_tellsThatTheFolderIsGone() throws Exception {
        Files.createFile(folder.resolve("meta.properties"));
        try (BrokerWatch _ = BrokerWatch.begin(folder, told::add)) {
            Files.delete(folder.resolve("meta.properties"));

            assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("its folder " + folder + " is gone");
        }
    }
}
