package io.doorstep.analytics.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.SanctionCommand;
import io.doorstep.events.SanctionCommand.Order;
import io.doorstep.events.SanctionStep;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SanctionOrdersTests {
    private static final long NOW = 1_700_000_000_000L;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # order | step      | seconds  | reason  | done  | what is said
            IMPOSE  | BANNED    | 600      | scraper | true  | banned until 2023-11-14T22:23:20Z: scraper
            IMPOSE  | THROTTLED | 1        | scraper | true  | throttled until 2023-11-14T22:13:21Z: scraper
            IMPOSE  | WARNED    | 31622400 | scraper | true  | warned until 2024-11-14T22:13:20Z: scraper
            IMPOSE  | BANNED    | 31622401 | scraper | false | an order lasts at most 366 days
            IMPOSE  | BANNED    | 0        | scraper | false | an order that lasts needs an end that is still to come
            IMPOSE  | BANNED    |          | scraper | false | an order that lasts needs an end that is still to come
            IMPOSE  | LIFTED    | 600      | scraper | false | a sanction is warned, throttled or banned
            IMPOSE  |           | 600      | scraper | false | a sanction is warned, throttled or banned
            EXEMPT  |           | 600      | office  | true  | exempt until 2023-11-14T22:23:20Z: office
            EXEMPT  |           |          | office  | false | an order that lasts needs an end that is still to come
            LIFT    |           |          | error   | true  | lifted: error
            LIFT    |           |          | ' '     | false | an order needs a reason
                    | BANNED    | 600      | scraper | false | the order is not known to this version
            """)
    void order_isDone_orRefusedWithAReason(@Nullable Order order, @Nullable SanctionStep step, @Nullable Long seconds,
            String reason, boolean done, String said) {
        Long untilMs = seconds == null ? null : Long.valueOf(NOW + 1000 * seconds);
        assertThat(SanctionOrders.decide(new SanctionCommand("o1", "c", order, step, untilMs, "ada", reason), NOW))
                .isEqualTo(new SanctionOrders.Decision(done, said));
    }
}
