package io.doorstep.chat.client;

/**
 * What limits are counted by: {@code sub:} and the authenticated subject, or {@code ip:} and an IPv4 address or an IPv6
 * /64.
 */
public record ClientKey(String value) {

    public static ClientKey ofAddress(String canonicalAddress) {
        return new ClientKey("ip:" + canonicalAddress);
    }

    /** The network it belongs to. */
    public String prefix() {
        return value.substring(0, Math.max(value.lastIndexOf('.'), 0));
    }

    @Override
    public String toString() {
        return value;
    }
}
