package io.doorstep.chat.client;

/** What a session id turned out to be. */
public sealed interface TicketReading {

    /** An id that does not look like a ticket: anybody's, and proof of nothing. */
    record NoTicket() implements TicketReading {}

    /** A ticket of this service for this product, in its time. */
    record Genuine(SessionTicket ticket) implements TicketReading {}

    /** It looks like a ticket and is none of this service's: forged, damaged, or signed under a secret that is gone. */
    record Forged() implements TicketReading {}

    /** A ticket of this service whose time is over. */
    record Expired() implements TicketReading {}

    /** A ticket of this service for another product. */
    record ForOtherProduct() implements TicketReading {}
}
