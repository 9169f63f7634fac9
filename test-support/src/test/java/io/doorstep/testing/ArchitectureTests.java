package io.doorstep.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.doorstep.testing");

    @Test
    void services_areKnownToThoseAlone_thatStartThem() {
        noClasses().that().resideOutsideOfPackages("..testing.service..", "..testing.process..").should()
                .dependOnClassesThat().resideInAnyPackage("io.doorstep.chat..", "io.doorstep.analytics..")
                .because("what sees a service from outside sees what a client does").check(CLASSES);
    }

    @Test
    void rooms_haveNoCircle() {
        slices().matching("io.doorstep.testing.(*)..").should().beFreeOfCycles()
                .because("a broker is started before a service, and a service before its sockets").check(CLASSES);
    }
}
