package io.doorstep.support;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.doorstep.support");

    @Test
    void support_knowsNeitherService() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("io.doorstep.chat..", "io.doorstep.analytics..", "io.doorstep.stack..")
                .because("what both services do alike must not depend on what one of them does")
                .check(CLASSES);
    }
}
