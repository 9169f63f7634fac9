package io.doorstep.chat.kafka.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryDecisionTests {
    private static final DeliveryDecision.Bounds BOUNDS = new DeliveryDecision.Bounds(Duration.ofMillis(1000), 10,
            Duration.ofMillis(500));

    @ParameterizedTest
    @CsvSource(textBlock = """
            # reached, in flight, silent ms, refused, since ms, spooled, gate
            false    , 0        , 0        , false  , 0       , false  , NOT_REACHED
            false    , 0        , 0        , false  , 0       , true   , NOT_REACHED
            true     , 0        , 99999    , false  , 0       , false  , direct 10
            true     , 0        , 99999    , false  , 0       , true   , spool 10
            true     , 4        , 999      , false  , 0       , false  , direct 6
            true     , 4        , 1000     , false  , 0       , false  , SILENT
            true     , 4        , 1000     , false  , 0       , true   , SILENT
            true     , 10       , 0        , false  , 0       , false  , FULL
            true     , 10       , 1000     , false  , 0       , false  , SILENT
            true     , 0        , 0        , true   , 499     , false  , REFUSED
            true     , 0        , 0        , true   , 500     , false  , direct 1
            true     , 0        , 0        , true   , 500     , true   , spool 1
            true     , 1        , 0        , true   , 500     , true   , REFUSED
            true     , 1        , 1000     , true   , 500     , true   , SILENT
            """)
    void gate_followsWhatKafkaDoes(boolean reached, int inFlight, long silent, boolean refused, long since,
            boolean spooled, String decision) {
        DeliveryDecision.View view = new DeliveryDecision.View(reached, inFlight, silent * 1_000_000, refused,
                since * 1_000_000, spooled);
        assertThat(inWords(DeliveryDecision.of(view, BOUNDS))).isEqualTo(decision);
    }

    private static String inWords(DeliveryDecision decision) {
        return switch (decision) {
            case DeliveryDecision.Direct(int room) -> "direct " + room;
            case DeliveryDecision.FromSpool(int room) -> "spool " + room;
            case DeliveryDecision.Closed(DeliveryDecision.Reason reason) -> reason.name();
        };
    }
}
