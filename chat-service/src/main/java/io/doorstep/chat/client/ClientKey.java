package io.doorstep.chat.client;

/**
 * What limits are counted by: {@code sub:} and the authenticated subject, or {@code ip:} and an IPv4 address or an IPv6
 * /64.
 */
public record ClientKey(String value) {

    public static ClientKey ofAddress(String canonicalAddress) {
        return new ClientKey("ip:" + canonicalAddress);
    }

    /** The network it belongs to: {@code ip:} and the first three numbers of an IPv4 address, or an IPv6 /48. */
    public String prefix() {
        int afterIPv4 = value.lastIndexOf('.');
        if (afterIPv4 >= 0) {
            return value.substring(0, afterIPv4);
        }
        int afterIPv6 = value.lastIndexOf("::");
        return afterIPv6 < 0 ? value : value.substring(0, endOfThirdNumber(afterIPv6));
    }

    /** A /64 is written with its last four numbers left out, so that none of the first three is after the gap. */
    private int endOfThirdNumber(int gap) {
        int end = value.indexOf(':');
        for (int numbers = 0; numbers < 3 && end < gap; numbers++) {
            end = value.indexOf(':', end + 1);
        }
        return Math.min(end, gap);
    }

    @Override
    public String toString() {
        return value;
    }
}
