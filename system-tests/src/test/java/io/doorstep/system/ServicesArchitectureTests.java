package io.doorstep.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.util.Map;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;

/** Rules that hold for both services. */
class ServicesArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.doorstep.chat", "io.doorstep.analytics");

    @Test
    void threads_areSupervised() {
        noClasses().should().dependOnClassesThat()
                .belongToAnyOf(Thread.Builder.class, ThreadFactory.class, Executors.class, ThreadPoolExecutor.class,
                        ForkJoinPool.class, Timer.class, TaskScheduler.class, Scheduled.class, Async.class)
                .orShould().callConstructor(Thread.class, Runnable.class)
                .orShould().callConstructor(Thread.class, Runnable.class, String.class)
                .orShould().callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould().callMethod(CompletableFuture.class, "runAsync", Runnable.class)
                .orShould().callMethod(CompletableFuture.class, "supplyAsync", Supplier.class)
                .because("a thread that the supervisor did not start dies unseen, and nobody starts it again")
                .check(CLASSES);
    }

    @Test
    void kafkasClients_areMadeInOnePlace() {
        noClasses().should().dependOnClassesThat()
                .belongToAnyOf(KafkaProducer.class, KafkaConsumer.class, AdminClient.class)
                .orShould().callMethod(Admin.class, "create", Map.class)
                .because("there they get their meters, and an end in time").check(CLASSES);
    }

    @Test
    void kafkasClients_areClosedInTime() {
        noClasses().should().callMethod(Admin.class, "close")
                .orShould().callMethod(Admin.class, "close", Duration.class)
                .orShould().callMethod(Producer.class, "close")
                .orShould().callMethod(Consumer.class, "close")
                .orShould().callMethod(KafkaStreams.class, "close")
                .because("Kafka may be away, and its clients' threads may hang: who ends one says for how long")
                .check(CLASSES);
    }
}
