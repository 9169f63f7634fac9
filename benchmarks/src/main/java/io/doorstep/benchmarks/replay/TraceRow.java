package io.doorstep.benchmarks.replay;

import io.doorstep.benchmarks.sockets.ClientAddresses;

/**
 * One thing one client did.
 *
 * @param timestampMs when, in milliseconds since whatever the trace counts from
 * @param client number of the client, from 0 to {@link ClientAddresses#CLIENTS} - 1
 * @param label whatever the trace says about the row, such as {@code human}; {@code -} where it says nothing
 */
public record TraceRow(long timestampMs, int client, TraceKind kind, String label) {}
