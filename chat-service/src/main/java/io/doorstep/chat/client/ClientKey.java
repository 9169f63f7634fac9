package io.doorstep.chat.client;

import inet.ipaddr.IPAddress;
import io.doorstep.events.Tier;
import io.doorstep.support.forwarding.Addresses;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What limits are counted by: {@code sub:} and the authenticated subject, or {@code ip:} and an IPv4 address or an IPv6
 * /64; {@code ip:unknown} where there is no address.
 */
public record ClientKey(String value) {
    static final ClientKey UNKNOWN = ofAddress("unknown");

    private static final String ADDRESS = "ip:";
    private static final String SUBJECT = "sub:";
    private static final String AGENT = SUBJECT + "agent/";
    private static final String TICKET = SUBJECT + "ticket/";
    private static final int IPV6_NETWORK_BITS = 64;
    private static final int IPV6_SITE_BITS = 48;
    private static final int SITE_HEXTETS = 3;
    private static final String NETWORK_END = "::/64";
    private static final String ZERO_HEXTET = ":0";

    static ClientKey of(IPAddress address) {
        return ofAddress(address.isIPv6()
                ? address.toPrefixBlock(IPV6_NETWORK_BITS).toCanonicalString()
                : address.toCanonicalString());
    }

    /** @param name unique among subjects: a keyed hash, or {@code agent/} and the agent's name */
    public static ClientKey ofSubject(String name) {
        return new ClientKey(SUBJECT + name);
    }

    /** The client that a person means: a key as it is written here, any address of the client, or a network. */
    public static ClientKey named(String written) {
        String address = written.startsWith(ADDRESS) ? written.substring(ADDRESS.length()) : written;
        return Addresses.read(address).map(ClientKey::of)
                .or(() -> Addresses.block(address).map(block -> ofAddress(block.toCanonicalString())))
                .orElseGet(() -> written.startsWith(ADDRESS) || written.startsWith(SUBJECT)
                        ? new ClientKey(written)
                        : ofAddress(written));
    }

    /** The tier of who is counted by such a key, where nothing else is known of them. */
    public Tier usualTier() {
        if (isAddress()) {
            return Tier.ANONYMOUS;
        }
        return value.startsWith(AGENT) ? Tier.AGENT : value.startsWith(TICKET) ? Tier.RETURNING : Tier.AUTHENTICATED;
    }

    /** An address of the client; empty of a subject, and where it is not known. */
    Optional<IPAddress> anAddress() {
        return isAddress()
                ? Addresses.block(value.substring(ADDRESS.length())).map(IPAddress::getLower)
                : Optional.empty();
    }

    /** Whether it is an address, which several people may share, and no subject. */
    public boolean isAddress() {
        return value.startsWith(ADDRESS);
    }

    public static ClientKey ofAddress(String canonicalAddress) {
        return new ClientKey(ADDRESS + canonicalAddress);
    }

    /**
     * The network this client belongs to, for what neighbours share: the /24 of an IPv4 address, the /48 of an IPv6 /64,
     * such as {@code ip:192.0.2.0/24} and {@code ip:2001:db8:1::/48}. A subject, and whatever has no network, is its
     * own, and so is a network.
     */
    public ClientKey prefix() {
        if (!value.startsWith(ADDRESS)) {
            return this;
        }
        if (value.indexOf(':', ADDRESS.length()) >= 0) {
            return Addresses.block(value.substring(ADDRESS.length())).filter(IPAddress::isIPv6)
                    .map(network -> ofAddress(network.toPrefixBlock(IPV6_SITE_BITS).toCanonicalString())).orElse(this);
        }
        int lastDot = value.lastIndexOf('.');
        return lastDot < 0 || value.indexOf('/') >= 0 ? this : new ClientKey(value.substring(0, lastDot) + ".0/24");
    }

    /**
     * The network whose budgets an IPv6 client shares: the /48 of its /64, such as {@code ip:2001:db8:1::/48}. Absent for all
     * others. Read from the text, since a /64 in its canonical form ends in {@code ::/64}, and no other {@code ::} is in it.
     */
    public @Nullable ClientKey network() {
        if (!value.endsWith(NETWORK_END) || !value.startsWith(ADDRESS)) {
            return null;
        }
        int end = value.length() - NETWORK_END.length();
        int colons = 0;
        for (int i = ADDRESS.length(); i < end; i++) {
            if (value.charAt(i) == ':' && ++colons == SITE_HEXTETS) {
                end = i;
            }
        }
        while (end - ZERO_HEXTET.length() > ADDRESS.length()
                && value.startsWith(ZERO_HEXTET, end - ZERO_HEXTET.length())) {
            end -= ZERO_HEXTET.length();
        }
        String site = value.substring(ADDRESS.length(), end);
        return ofAddress((site.equals("0") ? "" : site) + "::/48");
    }

    @Override
    public String toString() {
        return value;
    }
}
