package io.doorstep.chat.socket.upgrade;

import io.doorstep.chat.client.TicketReading;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.rejection.Rejections;
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
            case TicketReading.Forged _ -> Optional.of(Rejections.FORGED_TICKET);
            case TicketReading.Expired _ -> Optional.of(Rejections.EXPIRED_TICKET);
            case TicketReading.ForOtherProduct _ -> Optional.of(Rejections.TICKET_OF_OTHER_PRODUCT);
            case TicketReading.NoTicket _ -> required ? Optional.of(Rejections.NO_TICKET) : Optional.empty();
        };
    }
}
