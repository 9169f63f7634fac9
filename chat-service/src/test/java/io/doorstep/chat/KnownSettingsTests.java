package io.doorstep.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.settings.DoorstepSettings;
import io.doorstep.chat.settings.GeoSettings;
import io.doorstep.chat.settings.ScopeSettings;
import io.doorstep.support.settings.SettingNames;
import io.doorstep.support.settings.SettingsOfRecord;
import org.junit.jupiter.api.Test;

class KnownSettingsTests {

    @Test
    void settings_areKnownToTheOtherParts() {
        assertThat(SettingNames.ofAllParts().texts())
                .containsAll(SettingsOfRecord.names(DoorstepSettings.class).toList())
                .containsAll(SettingsOfRecord.names(ScopeSettings.class).toList())
                .containsAll(SettingsOfRecord.names(GeoSettings.class).toList());
    }
}
