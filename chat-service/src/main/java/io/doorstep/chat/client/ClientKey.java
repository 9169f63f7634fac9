package io.doorstep.chat.client;

/**
 * What limits are counted by: {@code sub:} and the authenticated subject, or {@code ip:} and an IPv4 address or an IPv6
 * /64; {@code ip:unknown} where there is no address.
 */
public record ClientKey(String value) {
    static final ClientKey UNKNOWN = ofAddress("unknown");

    private static final String ADDRESS = "ip:";

    public static ClientKey ofAddress(String canonicalAddress) {
        return new ClientKey(ADDRESS + canonicalAddress);
    }

    @Override
    public String toString() {
        return value;
    }
}
