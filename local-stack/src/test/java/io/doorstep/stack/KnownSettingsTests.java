package io.doorstep.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.support.settings.SettingNames;
import io.doorstep.support.settings.SettingsOfRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

class KnownSettingsTests {

    @Test
    void settingsOfAllParts_areThoseThatSomePartTakes() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Stream<String> ofServices = scan.findCandidateComponents("io.doorstep").stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .flatMap(SettingsOfRecord::names);

        assertThat(SettingNames.ofAllParts().texts())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(ofServices, StackSettings.OWN.stream()).distinct()
                        .toList());
    }
}
