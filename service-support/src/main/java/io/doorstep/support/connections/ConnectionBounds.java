package io.doorstep.support.connections;

import java.time.Duration;

/**
 * What connections may cost as long as they are no sockets.
 *
 * @param connections that are no sockets, in all; past it the idle ones end first, then those that have waited longest
 * @param perClient of one IPv4 address or IPv6 /64, that have not sent a whole request, and that are being answered;
 *     past it the oldest end
 * @param perNetwork the same of one IPv6 /48; 0 = no such bound
 * @param head for a request's head, from its first byte, or from the connection's begin, to its end
 * @param body from the end of the head to the answer, where a body follows
 * @param answer from the end of the head to the end of the answer
 * @param idle between two requests
 */
public record ConnectionBounds(int connections, int perClient, int perNetwork, Duration head, Duration body,
        Duration answer, Duration idle) {}
