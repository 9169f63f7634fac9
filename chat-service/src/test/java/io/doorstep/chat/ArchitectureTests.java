package io.doorstep.chat;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.ConnectionActivity;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The map of the service, held. */
class ArchitectureTests {
    private static final String CHAT = "io.doorstep.chat.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.doorstep.chat");
    private static final Map<String, String> WORDS = Map.of("kafka", "org.apache.kafka..", "websocket",
            "org.springframework.web.socket..", "resilience4j", "io.github.resilience4j..", "spring",
            "org.springframework..");

    @ParameterizedTest
    @CsvSource(textBlock = """
            # room        , must not touch, because
            client        , kafka         , who a client is does not depend on where events go
            client        , spring        , a client is the same whatever it calls
            origin        , spring        , an origin is compared as text
            rejection     , kafka         , a rejection is a value
            rejection     , spring        , a rejection is the same whatever carries it
            places        , kafka         , where a client is does not depend on where events go
            places        , spring        , a place is the same whatever asks for it
            places        , websocket     , nothing on a socket's thread may read a file
            limits        , kafka         , revised limits come as the contract's own types
            limits        , spring        , effective limits are values
            limiter       , kafka         , a limiter asks nobody
            claims        , kafka         , the log is a port
            claims        , spring        , what the log tells is the same whatever carries it
            claims        , websocket     , who waits for an answer is a port
            sanction      , kafka         , sanctions come as the contract's own type
            sanction      , spring        , what applies to a client is a value
            sanction      , websocket     , what a sanction does to a socket is the socket's
            repetition    , kafka         , what repeats is told to a port
            repetition    , spring        , a text is the same whatever carries it
            house         , kafka         , who gets a place does not depend on where events go
            house         , spring        , a place is a value; its effects are the caller's
            house         , websocket     , who is asked to leave is a port
            admission     , kafka         , publishing must never be able to delay a decision
            admission     , spring        , a decision is a value; its effects are the caller's
            conversation  , kafka         , the log is a port
            conversation  , spring        , participants are a port
            desk          , kafka         , other instances reach it through the desk's own methods
            desk          , websocket     , agents' sockets are a port
            webhook       , kafka         , who is called does not depend on where events go
            webhook       , spring        , a call is the same whatever is told
            webhook       , websocket     , nothing on a socket's thread may wait for somebody else's server
            unanswered    , kafka         , the log is a port
            unanswered    , spring        , whether one waits for long is a value
            unanswered    , websocket     , visitors' sockets are the conversation's
            connector     , kafka         , what a connection may cost does not depend on where events go
            connector     , websocket     , it deals with connections before they are sockets
            socket        , kafka         , nothing on a socket's thread may wait for a broker
            socket        , resilience4j  , only the admission asks limiters
            kafka         , websocket     , the thread that reads a topic must not write to sockets
            kafka.publish , kafka         , the socket's thread offers and returns; the sender's thread knows Kafka
            kafka.spool   , spring        , a record on disk is bytes
            """)
    void rooms_doNotTouchWhatTheMapForbids(String from, String word, String because) {
        rule(from, WORDS.getOrDefault(word, ""), because).check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            places       , 'client,origin,connector,limits,limiter,sanction,repetition,admission,conversation,desk,socket,kafka,status,ops,web'
            client       , 'origin,connector,limits,limiter,sanction,repetition,admission,conversation,desk,socket,kafka,status,ops,web'
            origin       , 'limits,limiter,admission,conversation,desk,socket,kafka,status,ops,web'
            limits       , 'limiter,admission,conversation,desk,socket,kafka,status,ops,web'
            limiter      , 'admission,conversation,desk,socket,kafka,status,ops,web'
            claims       , 'client,origin,connector,limits,limiter,sanction,repetition,rejection,admission,conversation,desk,socket,kafka,status,ops,web'
            sanction     , 'origin,limits,limiter,rejection,admission,conversation,desk,socket,kafka,status,ops,web'
            repetition   , 'origin,limits,limiter,rejection,sanction,admission,conversation,desk,socket,kafka,status,ops,web'
            rejection    , 'client,sanction,origin,limits,limiter,admission,conversation,desk,connector,socket,kafka,status,ops,web'
            house        , 'origin,connector,limits,limiter,claims,sanction,repetition,rejection,admission,conversation,desk,socket,kafka,status,ops,web'
            admission    , 'conversation,desk,socket,kafka,status,ops,web'
            conversation , 'admission,limits,limiter,client,desk,socket,kafka,status,ops,web'
            desk         , 'admission,limits,limiter,client,socket,kafka,status,ops,web'
            webhook      , 'client,origin,limits,limiter,admission,conversation,desk,unanswered,socket,kafka,status,ops,web'
            unanswered   , 'admission,limits,limiter,client,socket,kafka,status,ops,web'
            connector    , 'limits,limiter,admission,conversation,desk,socket,kafka,status,ops,web'
            socket       , 'kafka,status,ops,web'
            kafka        , 'connector,socket,status,ops,web'
            status       , 'ops,web'
            web          , 'connector,socket,kafka,status,ops,conversation,desk'
            script       , 'client,origin,limits,limiter,sanction,rejection,admission,conversation,desk,socket,kafka,status,ops,web'
            """)
    void rooms_knowOnlyThoseBelowThem(String from, String above) {
        for (String other : above.split(",", -1)) {
            rule(from, CHAT + other + "..", from + " is below " + other + " in the map").check(CLASSES);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # room     , only for                , because
            connector  , 'connector,socket,status,settings' , what a connection may cost is settled before anybody decides on it
            forwarding , 'client,socket,status,ops,settings,security' , everybody else is given a client
            passwords  , security                , who may call what is settled in one place
            security   , security                , who may call what is settled in one place
            kafka      , 'kafka,status'           , everybody else has a port
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

    /** What a room shows, it shows to these alone. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # room          , used by                             , because
            settings        , 'security'                          , a room is given what it needs of the settings
            security        , ''                                  , Spring Security's own types are enough for all others
            connector       , 'socket,socket.upgrade,status'      , it is Tomcat's side of a request
            origin          , 'admission,settings,socket.upgrade' , whether a page may come is the admission's decision
            places          , 'client,status'                     , everybody else is given a client with its country
            limiter         , 'admission,limits,ops,status'       , permits are taken by the admission alone
            claims          , 'admission,kafka,kafka.claims,kafka.follow' , what the log says of a client is the admission's to ask
            sanction        , 'admission,kafka,kafka.follow,ops,socket,socket.frame,status' , who is sanctioned is the admission's to ask and the sockets' to meet
            house           , 'admission,kafka.publish,ops,settings,socket,socket.dialogue,status' , places are taken by the admission alone
            repetition      , 'kafka.publish,socket,socket.dialogue' , texts are seen where they are read
            webhook         , 'settings,unanswered,status'        , whom it tells what is their own matter
            unanswered      , 'status'                            , the log says who waits; nobody else has to ask
            kafka.publish   , 'kafka'                             , the admission knows it as a listener
            kafka.delivery  , 'kafka,kafka.publish,status'        , events reach the sender through its outbox
            kafka.pipeline  , 'kafka,kafka.delivery'              , one thread gives records to producers
            kafka.spool     , 'kafka,kafka.delivery,kafka.pipeline' , one thread writes to the disk
            kafka.claims    , 'kafka'                             , claims reach it through their writer
            kafka.follow    , 'kafka,status'                      , feeds call others; nobody calls them
            socket          , 'status'                            , sockets are closed by their own room
            socket.upgrade  , 'socket,socket.dialogue'            , an upgrade ends where the socket begins
            socket.tomcat   , 'socket,socket.dialogue,socket.upgrade,status' , only a socket writes to its connection
            socket.frame    , 'socket,socket.dialogue,socket.tomcat' , frames are the words of sockets
            socket.dialogue , 'socket'                            , a dialogue belongs to its socket
            status          , 'ops'                               , it reads all others
            ops             , ''                                  , operators come over HTTP
            web             , 'security'                          , visitors come over HTTP
            script          , ''                                  , pages come over HTTP for their scripts
            """)
    void rooms_areClosed(String room, String users, String because) {
        String[] open = Stream.concat(Stream.of("io.doorstep.chat", CHAT + room),
                Stream.of(users.split(",", -1)).filter(name -> !name.isEmpty()).map(CHAT::concat))
                .toArray(String[]::new);
        classes().that().resideInAPackage(CHAT + room).should().onlyHaveDependentClassesThat()
                .resideInAnyPackage(open).because(because).check(CLASSES);
    }

    @Test
    void rooms_formNoCycle() {
        slices().matching("io.doorstep.chat.(*)..").should().beFreeOfCycles()
                .because("a cycle makes two rooms one").check(CLASSES);
        slices().matching("io.doorstep.chat.kafka.(*)..").should().beFreeOfCycles()
                .because("a cycle makes two rooms one").check(CLASSES);
        slices().matching("io.doorstep.chat.socket.(*)..").should().beFreeOfCycles()
                .because("a cycle makes two rooms one").check(CLASSES);
    }

    @Test
    void insidesOfLibraries_areKnownInOnePlace() {
        noClasses().that().doNotHaveFullyQualifiedName("io.doorstep.chat.limiter.FixedCycleRateLimiter").should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..internals..", "io.github.resilience4j..internal..")
                .because("an upgrade may change them without a word, and then one class has to follow")
                .check(CLASSES);
    }

    @Test
    void rejections_areMadeInTheCatalogueAlone() {
        noClasses().that().resideOutsideOfPackage(CHAT + "rejection").should().callConstructorWhere(
                targetOwner(equivalentTo(Rejection.class)))
                .because("docs/protocol.md lists the sentences of the catalogue, and there are no others")
                .check(CLASSES);
    }

    @Test
    void recordsOfManyNumbers_areBuiltByName() {
        noClasses().should().callConstructorWhere(targetOwner(equivalentTo(ConnectionActivity.class)))
                .because("a swap of two numbers would compile").check(CLASSES);
    }

    @Test
    void theChatService_doesNotKnowTheLearner() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("io.doorstep.analytics..", "io.doorstep.stack..")
                .because("the parts meet only in the events").check(CLASSES);
    }

    @Test
    void configurationsAndControllers_arePackagePrivate() {
        classes().that().haveSimpleNameEndingWith("Configuration").or().haveSimpleNameEndingWith("Controller").and()
                .doNotHaveSimpleName("AdmissionController").or().haveSimpleNameEndingWith("Endpoint").and()
                .resideInAPackage("io.doorstep.chat.status").should().notBePublic().because("only Spring uses them")
                .check(CLASSES);
    }
}
