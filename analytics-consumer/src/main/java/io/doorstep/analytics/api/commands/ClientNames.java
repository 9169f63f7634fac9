package io.doorstep.analytics.api.commands;

import inet.ipaddr.IPAddress;

/** The names that addresses and networks have in events: keyed hashes. */
@FunctionalInterface
public interface ClientNames {

    /** @param client an address, or the network that it stands for, as the chat service counts it */
    String of(IPAddress client);
}
