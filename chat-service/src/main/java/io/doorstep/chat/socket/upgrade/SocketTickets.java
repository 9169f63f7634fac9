package io.doorstep.chat.socket.upgrade;

import io.doorstep.chat.admission.Rejection;
import io.doorstep.chat.client.TicketReading;
import io.doorstep.events.ErrorCode;
import java.util.Optional;

/** What a session id's ticket means for the socket that came with it. */
final class SocketTickets {
    private SocketTickets() {}

    /**
     * Empty where the socket may go on to the checks.
     *
     * @param required whether an id that is no ticket is refused too
     */
    static Optional<Rejection> refusal(TicketReading ticket, boolean required) {
        return switch (ticket) {
            case TicketReading.Genuine _ -> Optional.empty();
            case TicketReading.Forged _ -> refusal(ErrorCode.INVALID_SESSION_ID,
                    "The session id looks like one of this service's and is not");
            case TicketReading.Expired _ ->
                refusal(ErrorCode.SESSION_EXPIRED, "The session has expired; open a new one");
            case TicketReading.ForOtherProduct _ -> refusal(ErrorCode.SESSION_FOR_OTHER_PRODUCT,
                    "The session was opened for another product");
            case TicketReading.NoTicket _ -> required
                    ? refusal(ErrorCode.INVALID_SESSION_ID, "The session id must be one that this service issued")
                    : Optional.empty();
        };
    }

    private static Optional<Rejection> refusal(ErrorCode code, String message) {
        return Optional.of(Rejection.withoutLimit(code, message));
    }
}
