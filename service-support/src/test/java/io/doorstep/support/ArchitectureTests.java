package io.doorstep.support;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTests {
    private static final String[] ROOMS = {"files", "log", "settings", "threads", "kafka", "web", "origin",
            "forwarding", "connections", "connector", "passwords", "security", "turns"};
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.doorstep.support");

    /** What each room may know of the others; what is not in the table may know none. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # room      , may know                  , because
            files       , ''                        , how a file is protected depends on nothing
            log         , ''                        , whatever else there is writes lines
            settings    , ''                        , settings are read before anything is made of them
            threads     , log                       , work that dies is logged; what the work is does not matter
            kafka       , 'log,threads'             , topics are followed the same whoever calls the service
            web         , log                       , an answer does not depend on who asks
            origin      , ''                        , where a page is from does not depend on what it asks for
            forwarding  , 'log,origin'              , who is calling does not depend on what a caller may do
            connections , 'log,forwarding'          , a connection is bounded before anybody knows what it asks for
            connector   , 'log,threads,web,forwarding,connections' , a request is read before anybody answers it
            passwords   , 'threads,log,forwarding'  , a password is checked the same whatever it opens
            turns       , 'threads,forwarding'      , a turn does not depend on what is asked for
            security    , 'web,origin,forwarding,passwords', guards stand before what they guard
            """)
    void rooms_knowNoOthersThan(String room, String known, String because) {
        String[] others = Stream.of(ROOMS).filter(other -> !other.equals(room))
                .filter(other -> !List.of(known.split(",", -1)).contains(other)).map(ArchitectureTests::in)
                .toArray(String[]::new);
        noClasses().that().resideInAPackage(in(room)).should().dependOnClassesThat().resideInAnyPackage(others)
                .because(because).check(CLASSES);
    }

    @Test
    void rooms_areAllInTheTable() {
        classes().should().resideInAnyPackage(Stream.of(ROOMS).map(ArchitectureTests::in).toArray(String[]::new))
                .because("a room that nobody placed may be used by all and use all").check(CLASSES);
    }

    @Test
    void threads_areMadeByTheSupervisor_alone() {
        noClasses().that().resideOutsideOfPackage(in("threads")).should().dependOnClassesThat()
                .belongToAnyOf(Thread.Builder.class, ThreadFactory.class, Executors.class,
                        ScheduledExecutorService.class, ForkJoinPool.class, Timer.class)
                .because("a thread that the supervisor did not start dies unseen, and nobody starts it again")
                .check(CLASSES);
    }

    @Test
    void tomcatsInside_isTheConnectorsAlone() {
        noClasses().that().resideOutsideOfPackages(in("connector"), in("web")).should().dependOnClassesThat()
                .resideInAnyPackage("org.apache.coyote..", "org.apache.catalina..", "org.apache.tomcat..")
                .because("another version of Tomcat should be one room's affair, and its error pages another's")
                .check(CLASSES);
    }

    @Test
    void kafkasClients_areTheFollowersAlone() {
        noClasses().that().resideOutsideOfPackage(in("kafka")).should().dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .because("nothing that stands before a request may wait for a broker").check(CLASSES);
    }

    private static String in(String room) {
        return "io.doorstep.support." + room + "..";
    }

    @Test
    void insidesOfLibraries_areKnownInOnePlace() {
        noClasses().that().doNotHaveFullyQualifiedName("io.doorstep.support.kafka.RecordHeaders").should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..internals..", "io.github.resilience4j..internal..")
                .because("an upgrade may change them without a word, and then one class has to follow")
                .check(CLASSES);
    }

    @Test
    void support_knowsNeitherService() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("io.doorstep.chat..", "io.doorstep.analytics..", "io.doorstep.stack..")
                .because("what both services do alike must not depend on what one of them does")
                .check(CLASSES);
    }
}
