package io.doorstep.chat.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class WebhookSenderTests {
    private static final WebhookMessage ONE = new WebhookMessage("msg_1", "{}");
    private static final WebhookMessage TWO = new WebhookMessage("msg_2", "{}");
    private static final WebhookAnswer TAKEN = new WebhookAnswer.Taken();
    private static final WebhookAnswer LATER = new WebhookAnswer.TryAgain("answered 503", null);

    private Instant now = Instant.ofEpochSecond(1_000);
    private final Deque<WebhookAnswer> answers = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private final WebhookSender sender = new WebhookSender("shop.example", (message, timestamp) -> {
        calls.add(message.id() + "@" + timestamp);
        return answers.isEmpty() ? TAKEN : answers.removeFirst();
    }, new RetrySchedule(3, Duration.ofSeconds(10), Duration.ofSeconds(10)), 2, () -> now, new ThreadSupervisor());

    private void after(int seconds) {
        now = now.plusSeconds(seconds);
        sender.callAllDue();
    }

    @Test
    void aMessage_isToldOnce_whenItIsTaken() {
        sender.tell(ONE);
        assertThat(calls).as("not on the thread that hands over").isEmpty();
        after(0);
        after(60);
        assertThat(calls).containsExactly("msg_1@1000");
        assertThat(sender.taken()).isEqualTo(1);
        assertThat(sender.trouble()).isEmpty();
        assertThat(sender.pending()).isZero();
    }

    @Test
    void aMessage_isToldAgainUnderItsId_withTheTimeOfTheCall_untilItIsTaken() {
        answers.add(LATER);
        sender.tell(ONE);
        after(0);
        assertThat(sender.trouble()).contains("the webhook fails: shop.example answered 503 at call 1 of 3");
        after(4);
        assertThat(calls).as("not before its time").hasSize(1);
        after(6);
        assertThat(calls).containsExactly("msg_1@1000", "msg_1@1010");
        assertThat(sender.trouble()).isEmpty();
        assertThat(sender.retried()).isEqualTo(1);
        assertThat(sender.givenUp()).isZero();
    }

    @Test
    void aMessage_isGivenUp_afterTheLastCall() {
        answers.addAll(List.of(LATER, LATER, LATER));
        sender.tell(ONE);
        after(0);
        after(10);
        after(10);
        after(10);
        assertThat(calls).hasSize(3);
        assertThat(sender.givenUp()).isEqualTo(1);
        assertThat(sender.trouble())
                .contains("the webhook fails: shop.example answered 503 at call 3, and is not told of it again");
    }

    @Test
    void aRefusedMessage_isGivenUpAtOnce_andTheNextIsTold() {
        answers.add(new WebhookAnswer.Refused("answered 404"));
        sender.tell(ONE);
        sender.tell(TWO);
        after(0);
        assertThat(calls).containsExactly("msg_1@1000", "msg_2@1000");
        assertThat(sender.givenUp()).isEqualTo(1);
        assertThat(sender.taken()).isEqualTo(1);
        assertThat(sender.trouble()).as("the last call was taken").isEmpty();
    }

    @Test
    void messages_areDropped_whereTooManyWait() {
        sender.tell(ONE);
        sender.tell(TWO);
        sender.tell(new WebhookMessage("msg_3", "{}"));
        assertThat(sender.dropped()).isEqualTo(1);
        assertThat(sender.pending()).isEqualTo(2);
        after(0);
        assertThat(calls).hasSize(2);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void failures_areOneLineAMinute(CapturedOutput output) {
        for (int i = 0; i < 50; i++) {
            answers.add(LATER);
            sender.tell(ONE);
            sender.tell(TWO);
            after(0);
            after(60);
        }
        assertThat(sender.retried()).isGreaterThanOrEqualTo(50);
        assertThat(output.getOut().lines().filter(line -> line.contains("it is called again"))).hasSize(1);
    }
}
