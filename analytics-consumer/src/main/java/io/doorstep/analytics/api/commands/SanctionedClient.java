package io.doorstep.analytics.api.commands;

import inet.ipaddr.IPAddress;
import io.doorstep.analytics.api.Inputs;
import io.doorstep.support.forwarding.Addresses;
import org.jspecify.annotations.Nullable;

/**
 * Whom an operator means: a client by its keyed hash, or an address or a network, as a door looks it up.
 *
 * @param name keyed hash
 * @param isNetwork whether it is many clients
 */
record SanctionedClient(String name, boolean isNetwork) {
    private static final int IPV4_NETWORK = 24;
    private static final int IPV6_CLIENT = 64;
    private static final int IPV6_NETWORK = 48;

    /** @throws IllegalArgumentException that says what is wrong, such as that both are given */
    static SanctionedClient of(@Nullable String client, @Nullable String network, ClientNames names) {
        if (network == null) {
            return new SanctionedClient(Inputs.client(client), false);
        }
        if (client != null) {
            throw new IllegalArgumentException("client or network must be given, not both");
        }
        IPAddress block = Addresses.block(network).orElseThrow(() -> none(network));
        boolean isOne = !block.isPrefixed() || block.getPrefixLength() == block.getBitCount();
        if (isOne || (block.isIPv6() && block.getPrefixLength() == IPV6_CLIENT)) {
            return new SanctionedClient(names.of(block.isIPv6()
                    ? block.withoutPrefixLength().toPrefixBlock(IPV6_CLIENT)
                    : block.withoutPrefixLength()), false);
        }
        if (block.getPrefixLength() != (block.isIPv6() ? IPV6_NETWORK : IPV4_NETWORK)) {
            throw none(network);
        }
        return new SanctionedClient(names.of(block), true);
    }

    private static IllegalArgumentException none(String network) {
        return new IllegalArgumentException(
                "network must be an address, an IPv6 /64, or a network that doors look up: an"
                        + " IPv4 /24 or an IPv6 /48, not '" + network + "'");
    }
}
