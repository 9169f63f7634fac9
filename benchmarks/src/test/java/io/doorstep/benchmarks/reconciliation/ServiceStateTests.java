package io.doorstep.benchmarks.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceStateTests {

    @Test
    void metersAreBelieved_whenTheyAreThere() {
        ServiceState state = ServiceState.of("""
                {"connection_pool":{"active_connections":9},"websocket_manager":{"active_connections":4}}""", """
                # TYPE doorstep_pool_connections gauge
                doorstep_pool_connections{application="chat"} 5.0
                doorstep_pool_closing 2.0
                doorstep_pool_drift 1.0
                """);
        assertThat(state).isEqualTo(new ServiceState(5, 4, 2, 1));
        assertThat(state.isAtRest()).isFalse();
    }

    @Test
    void statusIsRead_whenThereAreNoMeters() {
        assertThat(ServiceState.of("""
                {"connection_pool":{"active_connections":3,"closing":2,"drift":-1},
                 "websocket_manager":{"active_connections":4}}""", ""))
                .isEqualTo(new ServiceState(3, 4, 2, -1));
    }

    @Test
    void serviceIsAtRest_whenItSaysNothingElse() {
        assertThat(ServiceState.of("{}", "").isAtRest()).isTrue();
    }
}
