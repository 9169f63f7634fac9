package io.doorstep.chat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;

/** The map of the service, held. */
class ArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.doorstep.chat");
    private static final Map<String, String> WORDS = Map.of("kafka", "org.apache.kafka..", "websocket",
            "org.springframework.web.socket..", "resilience4j", "io.github.resilience4j..", "spring",
            "org.springframework..");

    @ParameterizedTest
    @CsvSource(textBlock = """
            # package     , must not touch, because
            client        , kafka         , who is calling does not depend on where events go
            client        , spring        , a caller is the same whatever it calls
            limits        , kafka         , revised limits come through the book's own types
            limits        , spring        , a limiter is used by more than sockets
            admission     , kafka         , publishing must never be able to delay a decision
            admission     , spring        , a decision is a value; its effects are the caller's
            conversation  , kafka         , the log is a port
            conversation  , spring        , participants are a port
            desk          , kafka         , other instances are heard through the desk's own methods
            desk          , spring        , agents' sockets are a port
            connector     , kafka         , what a connection may cost does not depend on where events go
            connector     , websocket     , it deals with connections before they are sockets
            socket        , kafka         , nothing on a socket's thread may wait for a broker
            socket        , resilience4j  , only the admission asks limiters
            kafka         , websocket     , the topic's thread must not write to sockets
            """)
    void packages_doNotTouchWhatTheMapForbids(String from, String word, String because) {
        rule(from, WORDS.getOrDefault(word, ""), because).check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            client       , 'connector,limits,admission,conversation,desk,socket,kafka,ops,web'
            limits       , 'admission,conversation,desk,socket,kafka,ops,web'
            admission    , 'conversation,desk,socket,kafka,ops,web'
            conversation , 'admission,limits,client,desk,socket,kafka,ops,web'
            desk         , 'admission,limits,client,socket,kafka,ops,web'
            connector    , 'limits,admission,conversation,desk,socket,kafka,ops,web'
            socket       , 'kafka,ops,web'
            kafka        , 'connector,socket,ops,web'
            web          , 'connector,socket,kafka,ops,conversation,desk'
            """)
    void packages_knowOnlyThoseBelowThem(String from, String above) {
        for (String other : above.split(",", -1)) {
            rule(from, "io.doorstep.chat." + other + "..", from + " is below " + other + " in the map").check(CLASSES);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # room     , only for                , because
            connector  , 'connector,socket,ops'  , what a connection may cost is settled before anybody decides on it
            forwarding , 'client,socket,ops'     , everybody else is given a client
            passwords  , security                , who may call what is settled in one place
            security   , security                , who may call what is settled in one place
            kafka      , 'kafka,ops'             , everybody else has a port
            files      , kafka                   , the spool alone writes files
            """)
    void roomsOfServiceSupport_areFor_theirUsersAlone(String room, String users, String because) {
        String[] packages = Stream.concat(Stream.of("io.doorstep.chat"),
                Stream.of(users.split(",", -1)).map(user -> "io.doorstep.chat." + user + "..")).toArray(String[]::new);
        noClasses().that().resideOutsideOfPackages(packages).should().dependOnClassesThat()
                .resideInAPackage("io.doorstep.support." + room + "..").because(because).check(CLASSES);
    }

    private static ArchRule rule(String from, String to, String because) {
        return noClasses().that().resideInAPackage("io.doorstep.chat." + from + "..").should().dependOnClassesThat()
                .resideInAPackage(to).because(because);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.doorstep.chat.(*)..").should().beFreeOfCycles()
                .because("a cycle makes two packages one").check(CLASSES);
    }

    @Test
    void theChatService_doesNotKnowTheLearner() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("io.doorstep.analytics..", "io.doorstep.stack..")
                .because("the parts meet only in the events").check(CLASSES);
    }

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
    void configurationsAndControllers_arePackagePrivate() {
        classes().that().haveSimpleNameEndingWith("Configuration").or().haveSimpleNameEndingWith("Endpoint").should()
                .notBePublic().because("only Spring uses them").check(CLASSES);
    }
}
