package io.doorstep.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.doorstep.events");

    @Test
    void events_arePlainJava() {
        noClasses().that().resideInAPackage("io.doorstep.events")
                .should().dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "tools.jackson..",
                        "com.fasterxml.jackson..", "io.doorstep.events.json..", "io.doorstep.events.topics..",
                        "io.doorstep.events.claims..")
                .because("whoever reads the events must be able to use the records whatever they are built with")
                .check(CLASSES);
    }

    @Test
    void roomsBesideTheRecords_doNotKnowSpring() {
        noClasses().that().resideInAnyPackage("io.doorstep.events.*..")
                .should().dependOnClassesThat().resideInAPackage("org.springframework..")
                .because("consumers outside of Doorstep read events without Spring")
                .check(CLASSES);
    }

    @Test
    void topics_doNotKnowJson() {
        noClasses().that().resideInAPackage("io.doorstep.events.topics..")
                .should().dependOnClassesThat().resideInAnyPackage("tools.jackson..", "io.doorstep.events.json..")
                .because("a topic is what it is whatever is on it")
                .check(CLASSES);
    }
}
