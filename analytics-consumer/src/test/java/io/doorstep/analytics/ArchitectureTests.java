package io.doorstep.analytics;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.doorstep.events.UsagePattern;
import java.time.Clock;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.doorstep.analytics");

    private static final String USAGE = "io.doorstep.analytics.usage..";
    private static final String ABUSE = "io.doorstep.analytics.abuse..";
    private static final String ANOMALY = "io.doorstep.analytics.anomaly..";
    private static final String TUNING = "io.doorstep.analytics.tuning..";
    private static final String REVISION = "io.doorstep.analytics.revision..";
    private static final String TOPOLOGY = "io.doorstep.analytics.topology..";
    private static final String API = "io.doorstep.analytics.api..";

    @Test
    void decisions_arePure() {
        noClasses().that().resideInAnyPackage(USAGE, ABUSE, ANOMALY, TUNING, REVISION)
                .should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "org.apache.kafka..",
                        "tools.jackson..", "io.micrometer..", "io.doorstep.events.json..", TOPOLOGY, API)
                .because("the same fold and the same policy serve the stream, a replay and a test")
                .check(CLASSES);
    }

    @Test
    void decisions_readNoClock() {
        noClasses().that().resideInAnyPackage(USAGE, ABUSE, ANOMALY, TUNING, REVISION)
                .should().dependOnClassesThat().belongToAnyOf(Clock.class, InstantSource.class)
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(System.class, "nanoTime")
                .orShould().callMethod(java.time.Instant.class, "now")
                .because("time is an argument: a policy gives the same answer to the same evidence")
                .check(CLASSES);
    }

    @Test
    void usage_doesNotKnowTuning() {
        noClasses().that().resideInAPackage(USAGE).should().dependOnClassesThat().resideInAPackage(TUNING)
                .because("what people do is a fact; what to make of it is a policy")
                .check(CLASSES);
    }

    @Test
    void topology_doesNotKnowTheWeb() {
        noClasses().that().resideInAPackage(TOPOLOGY)
                .should().dependOnClassesThat().resideInAnyPackage(API, "org.springframework.web..",
                        "org.springframework.security..", "jakarta.servlet..")
                .because("the learner runs the same with nobody looking")
                .check(CLASSES);
    }

    @Test
    void api_readsWhatTheTopologyShows() {
        noClasses().that().resideInAPackage(API)
                .should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .because("the API shows what the learner has published; how it is read back is the topology's")
                .check(CLASSES);
    }

    @Test
    void learning_doesNotKnowHowItIsCalled() {
        noClasses().that().resideInAnyPackage(USAGE, ABUSE, ANOMALY, TUNING, REVISION, TOPOLOGY)
                .should().dependOnClassesThat().resideInAnyPackage("io.doorstep.support.connector..",
                        "io.doorstep.support.forwarding..", "io.doorstep.support.passwords..",
                        "io.doorstep.support.security..", "io.doorstep.support.turns..",
                        "io.doorstep.support.web..")
                .because("the learner runs the same with nobody looking")
                .check(CLASSES);
    }

    @Test
    void api_doesNotGuardItself() {
        noClasses().that().resideInAPackage(API)
                .should().dependOnClassesThat().resideInAnyPackage("io.doorstep.support.passwords..",
                        "io.doorstep.support.security..", "io.doorstep.support.turns..",
                        "io.doorstep.support.kafka..")
                .because("who may call what is settled in one place, before a call is here")
                .check(CLASSES);
    }

    @Test
    void insidesOfLibraries_areKnownInOnePlace() {
        noClasses().that().doNotHaveFullyQualifiedName("io.doorstep.analytics.topology.store.WriteBackStore").should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..internals..", "io.github.resilience4j..internal..")
                .because("an upgrade may change them without a word, and then one class has to follow")
                .check(CLASSES);
    }

    @Test
    void learner_doesNotKnowTheChat() {
        noClasses().should().dependOnClassesThat().resideInAPackage("io.doorstep.chat..")
                .because("the services meet in the events alone, so each can be deployed without the other")
                .check(CLASSES);
    }

    /** What a room shows, it shows to these alone. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # room              , used by                                         , because
            abuse               , 'topology..'                                    , what is due for conduct is decided in one place
            anomaly             , 'topology.suspects,topology.store'              , it looks on where events come by, and what it learned is kept there
            api                 , 'api.commands'                                  , operators come over HTTP
            api.commands        , ''                                              , operators come over HTTP
            api.live            , 'api'                                           , who listens comes over HTTP
            revision            , 'api,api.commands,topology..'                   , what becomes of limits is decided in one place
            topology.stream     , 'topology.lifecycle,topology.readmodel,topology.status' , processors are run by Kafka Streams
            topology.suspects   , 'topology.stream,topology.lifecycle'            , it is a part of the topology
            topology.store      , 'topology.stream,topology.suspects,topology.readmodel' , bytes have one shape in one place
            topology.deadletter , 'topology.lifecycle,topology.readmodel'         , Kafka makes its handlers by their names
            topology.lifecycle  , 'topology.status,topology.readmodel'            , one owner starts and replaces the streams
            topology.readmodel  , 'api,api.live,api.commands,topology.commands,topology.status' , what was published is read back once
            topology.commands   , 'api.commands'                                  , commands come from operators
            topology.status     , 'api,api.commands'                              , it reads all others
            """)
    void rooms_areClosed(String room, String users, String because) {
        String prefix = "io.doorstep.analytics.";
        String[] open = Stream.concat(Stream.of("io.doorstep.analytics", prefix + room),
                Stream.of(users.split(",", -1)).filter(name -> !name.isEmpty()).map(prefix::concat))
                .toArray(String[]::new);
        classes().that().resideInAPackage(prefix + room).should().onlyHaveDependentClassesThat()
                .resideInAnyPackage(open).because(because).check(CLASSES);
    }

    @Test
    void rooms_formNoCycle() {
        slices().matching("io.doorstep.analytics.(*)..").should().beFreeOfCycles()
                .because("a room that is used by its users cannot be understood alone")
                .check(CLASSES);
        slices().matching("io.doorstep.analytics.topology.(*)..").should().beFreeOfCycles()
                .because("a room that is used by its users cannot be understood alone")
                .check(CLASSES);
    }

    @Test
    void recordsOfManyNumbers_areBuiltByName() {
        noClasses().should().callConstructorWhere(targetOwner(equivalentTo(UsagePattern.class)))
                .because("a swap of two numbers would compile").check(CLASSES);
    }
}
