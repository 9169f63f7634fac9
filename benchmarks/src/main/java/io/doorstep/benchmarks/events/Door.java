package io.doorstep.benchmarks.events;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.admission.AdmissionListener.ConnectionEnd;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.admission.MessageOutcome;
import io.doorstep.chat.admission.PoolSettings;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.LimitBounds;
import io.doorstep.chat.origin.Origins;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.util.List;

/** What happens at a door, told of so many clients in turn. */
final class Door {
    private static final int CLIENTS = 1000;
    private static final String PRODUCT = "11";
    private static final Rejection REJECTION = new Rejection(ErrorCode.RATE_LIMIT_EXCEEDED,
            "Rate limit exceeded: 50 connections per 5 minutes", "client", LimitName.CONNECTION_RATE, 50, 300_000,
            12_000);
    private final RuntimeException error = new IllegalStateException("a part has failed");

    private final AdmissionListener listener;
    private final Client[] clients = new Client[CLIENTS];
    private final AdmissionDecision.Permitted decision = decision();
    private int next;

    /** @param first number of the first client; others may tell of others at the same time */
    Door(AdmissionListener listener, int first) {
        this.listener = listener;
        for (int i = 0; i < CLIENTS; i++) {
            int number = first + i;
            clients[i] = new Client(new ClientKey("10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255,
                    number & 255)), Tier.ANONYMOUS, null);
        }
    }

    private static AdmissionDecision.Permitted decision() {
        EffectiveLimits effectiveLimits = new EffectiveLimits(Limits.DEFAULTS, new LimitBounds(1, 1_000_000));
        Limiters limiters = new Limiters(LimiterFactory.slidingWindow(), CLIENTS);
        AdmissionController admission = new AdmissionController(new Origins(List.of()),
                new ConnectionPool(effectiveLimits, limiters, new PoolSettings(1000, 25, Duration.ofSeconds(10))),
                effectiveLimits, limiters,
                AdmissionListener.NOOP);
        AdmissionDecision made = admission.admit(
                new Attempt(new Client(new ClientKey("10.0.0.1"), Tier.ANONYMOUS, null), PRODUCT, "session-1", null,
                        null),
                "chat-00000000-1");
        return (AdmissionDecision.Permitted) made;
    }

    private Client client() {
        next = next + 1 == CLIENTS ? 0 : next + 1;
        return clients[next];
    }

    void failsOpen() {
        listener.onFailedOpen(client(), "connection_rate", error);
    }

    /** Two events. */
    void visit() {
        Client client = client();
        String id = "chat-00000000-" + next;
        listener.onAdmitted(client, PRODUCT, id, decision);
        listener.onClosed(client, PRODUCT, new ConnectionEnd(id, 61_000, 1000, null, 3, 412));
    }

    void message() {
        listener.onMessage(client(), PRODUCT, "session-1", MessageOutcome.ADMITTED);
    }

    void refusal() {
        listener.onRejected(client(), PRODUCT, REJECTION, 0);
    }
}
