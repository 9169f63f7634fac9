package io.doorstep.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.events.ChatAssigned;
import io.doorstep.events.ChatClosed;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.ChatRead;
import io.doorstep.events.ChatUnanswered;
import io.doorstep.events.CommandAnswered;
import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.DeskPresence;
import io.doorstep.events.Event;
import io.doorstep.events.FailedOpen;
import io.doorstep.events.InstanceEnded;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.LimitsConfigured;
import io.doorstep.events.LimitsOverridden;
import io.doorstep.events.LimitsReset;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RepeatedText;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionCommand;
import io.doorstep.events.Shed;
import io.doorstep.events.TypingSignal;
import io.doorstep.events.UsagePattern;
import io.doorstep.events.Violation;
import io.doorstep.events.VisitorPresence;
import io.doorstep.events.WouldReject;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Which key the hash of a client was made with, as the headers of events that carry one say: 8 hexadecimal digits. */
public final class ClientKeyId {
    private ClientKeyId() {}

    /** Adds it, where the event carries the keyed hash of a client or a network. */
    public static void put(Headers headers, Event event, String id) {
        if (isIn(event)) {
            headers.remove(CloudEvents.CLIENT_KEY_ID);
            headers.add(CloudEvents.CLIENT_KEY_ID, id.getBytes(UTF_8));
        }
    }

    /** Empty where the event carries no keyed hash, or was published before there was this header. */
    public static Optional<String> of(Headers headers) {
        Header header = headers.lastHeader(CloudEvents.CLIENT_KEY_ID);
        return Optional.ofNullable(header == null ? null : header.value()).map(value -> new String(value, UTF_8));
    }

    private static boolean isIn(Event event) {
        return switch (event) {
            case ConnectionOpened _,ConnectionClosed _,ConnectionActivity _,Violation _,WouldReject _,FailedOpen _,Shed _,RepeatedText _,Sanction _,SanctionCommand _ ->
                true;
            case LimitsReset reset -> reset.client() != null;
            case InstanceEnded _,LimitsOverridden _,UsagePattern _,LimitsConfigured _,LimitsRevised _,LimitsCommand _,CommandAnswered _,ChatMessage _,ChatClosed _,ChatRead _,ChatAssigned _,ChatUnanswered _,TypingSignal _,VisitorPresence _,DeskPresence _ ->
                false;
        };
    }
}
