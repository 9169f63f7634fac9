package io.doorstep.chat.kafka.publish;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.chat.repetition.Repetition;
import io.doorstep.events.RepeatedText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The repeated texts that have not been published yet: of each client and second, the one in most conversations. */
final class RepetitionAggregator {
    private final WindowedAggregator<Client, Widest> held;

    /** @param capacity clients held at most, per second that has not been taken */
    RepetitionAggregator(int capacity) {
        this.held = new WindowedAggregator<>(Duration.ofSeconds(1), capacity, _ -> new Widest());
    }

    /** False where there is no room for another client: it is not published. */
    boolean add(Client client, Repetition repetition) {
        return held.add(Instant.ofEpochMilli(repetition.latestMs()), client, widest -> widest.add(repetition));
    }

    /** Takes those of the seconds that were over at this time. */
    List<PendingEvent> takeUntil(Instant time) {
        return held.takeUntil(time).stream().flatMap(sum -> sum.value().outgoing(sum.key()).stream()).toList();
    }

    /** Within a second. */
    private static final class Widest {
        private @Nullable Repetition widest;

        void add(Repetition repetition) {
            if (widest == null || repetition.conversations() >= widest.conversations()) {
                widest = repetition;
            }
        }

        List<PendingEvent> outgoing(Client client) {
            Repetition text = widest;
            return text == null
                    ? List.of()
                    : List.of(new PendingEvent(Instant.ofEpochMilli(text.latestMs()),
                            pseudonyms -> new RepeatedText(pseudonyms.of(client.key()), text.fingerprint(),
                                    text.characters(), text.conversations(), text.messages(), text.firstMs(),
                                    text.latestMs() - text.firstMs(), client.tier(), client.country())));
        }
    }
}
