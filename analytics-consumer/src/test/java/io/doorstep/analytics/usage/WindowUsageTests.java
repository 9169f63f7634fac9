package io.doorstep.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.Scope;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WindowUsageTests {

    @Test
    void products_withTheMostClientsAreReported_whenThereAreTooMany() {
        WindowUsage window = new WindowUsage();
        for (int client = 0; client < WindowUsage.MOST_PRODUCTS + 50; client++) {
            window.add(ClientUsage.empty().add(UsageEvents.opened("c" + client, "made-up-" + client, 1, 1))
                    .add(UsageEvents.opened("c" + client, "11", 2, 2)));
        }
        assertThat(window.scopes().keySet()).filteredOn(ClientUsage::isProduct).hasSize(WindowUsage.MOST_PRODUCTS)
                .contains(Scope.product("11"));
        assertThat(Objects.requireNonNull(window.scopes().get(Scope.DEFAULT)).attempts())
                .isEqualTo(2L * (WindowUsage.MOST_PRODUCTS + 50));
    }
}
