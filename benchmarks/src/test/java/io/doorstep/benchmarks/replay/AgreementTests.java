package io.doorstep.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Shed;
import io.doorstep.events.Tier;
import io.doorstep.events.Violation;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgreementTests {
    private final Tally tally = new Tally();
    private final EventLedger ledger = new EventLedger();
    private long sequence;

    @BeforeEach
    void oneAdmittedAndThreeRefused() {
        for (int attempt = 0; attempt < 4; attempt++) {
            tally.attempt("human");
        }
        tally.admitted("human", "c1");
        for (int attempt = 0; attempt < 3; attempt++) {
            tally.rejected("human", "RATE_LIMIT_EXCEEDED");
        }
        add(opened("c1"));
        add(closed("c1"));
        add(violation(ErrorCode.RATE_LIMIT_EXCEEDED, 2));
    }

    @Test
    void countsAgree_whenViolationsStandForAsManyAttempts() {
        add(violation(ErrorCode.RATE_LIMIT_EXCEEDED, 1));
        assertThat(agreement().complete()).isTrue();
    }

    @Test
    void countsDisagree_whenAViolationIsMissing() {
        assertThat(agreement().complete()).isFalse();
        assertThat(report()).contains("DISAGREE");
    }

    @Test
    void countsDisagree_whenKafkaHasACodeThatNobodyWasTold() {
        add(violation(ErrorCode.RATE_LIMIT_EXCEEDED, 1));
        add(violation(ErrorCode.CONNECTION_LIMIT_EXCEEDED, 1));
        assertThat(agreement().complete()).isFalse();
    }

    @Test
    void limitedMessagesAreCompared_whenThereAreAny() {
        add(violation(ErrorCode.RATE_LIMIT_EXCEEDED, 1));
        tally.messageRefused("human", "MESSAGE_RATE_LIMIT_EXCEEDED");
        assertThat(agreement().complete()).isFalse();
        add(violation(ErrorCode.MESSAGE_RATE_LIMIT_EXCEEDED, 1));
        assertThat(agreement().complete()).isTrue();
    }

    @Test
    void countsAgree_whenOthersConnectedMeanwhile() {
        add(violation(ErrorCode.RATE_LIMIT_EXCEEDED, 1));
        add(opened("somebody else"));
        add(violation(ErrorCode.SESSION_LIMIT_EXCEEDED, 1));
        assertThat(agreement().complete()).isTrue();
        assertThat(report()).contains("1 connections of others on the same stack");
    }

    @Test
    void eventIsCountedOnce_whenItComesTwice() {
        EventEnvelope last = add(violation(ErrorCode.RATE_LIMIT_EXCEEDED, 1));
        ledger.add(last);
        assertThat(agreement().complete()).isTrue();
        assertThat(ledger.duplicates()).isEqualTo(1);
    }

    @Test
    void tableHasEachLabelAndAll_whenReported() {
        assertThat(report()).contains("""
                Connections
                  label  attempts  admitted  rejected  RATE_LIMIT_EXCEEDED  errors
                  human         4         1         3                    3       0
                  all           4         1         3                    3       0
                """);
    }

    private Agreement agreement() {
        return Agreement.of(tally, ledger);
    }

    private String report() {
        return new Report(tally, ledger, agreement()).toString();
    }

    private EventEnvelope add(Event event) {
        EventEnvelope envelope = new EventEnvelope("chat-1", ++sequence, Instant.EPOCH, event);
        ledger.add(envelope);
        return envelope;
    }

    private static Event opened(String id) {
        return new ConnectionOpened("client", id, "11", Tier.ANONYMOUS, null, 1, 1, 0, false);
    }

    private static Event closed(String id) {
        return new ConnectionClosed("client", id, "11", Tier.ANONYMOUS, null, 5, 1000, null, 0, 0);
    }

    @Test
    void whatWasShed_isCountedToo() {
        tally.rejected("a", EventLedger.SHED);
        add(new Shed("network", 1, 5000));
        add(new Shed("other network", 2, 5000));
        assertThat(Agreement.of(tally, ledger).lines())
                .contains(new Agreement.Line("violation SHED", "refused", 1, 3));
    }

    private static Event violation(ErrorCode code, long count) {
        return new Violation("client", code, count, null, 50, 300_000, 1000, "11", Tier.ANONYMOUS, null, 0);
    }
}
