package io.doorstep.support.origin;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Hosts in the one form that browsers send: lower case, international names in Punycode, IPv6 addresses in brackets and
 * shortened. A dot at the end is left out, since it names the same host.
 *
 * @see <a href="https://url.spec.whatwg.org/#host-parsing">URL Standard, host parsing</a>
 */
final class WebHost {
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int HEXTETS = 8;

    private WebHost() {}

    /** Empty for what no browser would take for a host, and for numbers that it would read as an IPv4 address and rewrite. */
    public static Optional<String> canonical(String written) {
        if (written.startsWith("[")) {
            return written.endsWith("]") ? ipv6(written.substring(1, written.length() - 1)) : Optional.empty();
        }
        return InternationalName.toAscii(written).map(name -> name.endsWith(".")
                ? name.substring(0, name.length() - 1)
                : name).map(name -> name.toLowerCase(Locale.ROOT)).filter(WebHost::isName);
    }

    private static boolean isName(String host) {
        if (host.length() > LONGEST) {
            return false;
        }
        String[] labels = host.split("\\.", -1);
        for (String label : labels) {
            if (label.isEmpty() || label.length() > LONGEST_LABEL || !label.chars().allMatch(WebHost::isAllowed)) {
                return false;
            }
        }
        return !isNumber(labels[labels.length - 1]) || isIpv4(labels);
    }

    /** Not one of the URL Standard's forbidden domain code points. */
    private static boolean isAllowed(int c) {
        return c > ' ' && c < 0x7f && "#%/:<>?@[\\]^|".indexOf(c) < 0;
    }

    private static boolean isNumber(String label) {
        return label.chars().allMatch(c -> c >= '0' && c <= '9') || label.matches("0x[0-9a-f]*");
    }

    private static boolean isIpv4(String[] labels) {
        if (labels.length != 4) {
            return false;
        }
        for (String label : labels) {
            if (!label.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(label) > 0xff) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> ipv6(String text) {
        if (text.indexOf(':') < 0 || !text.matches("[0-9A-Fa-f:.]+")) {
            return Optional.empty();
        }
        try {
            return Optional.of("[" + shortened(InetAddress.ofLiteral(text)) + "]");
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** RFC 5952, section 4: no leading zeros, the first longest run of zeros as {@code ::}. */
    private static String shortened(InetAddress address) {
        int[] hextets = hextets(address);
        int runStart = -1;
        int runLength = 1;
        for (int start = 0; start < HEXTETS; start++) {
            int end = start;
            while (end < HEXTETS && hextets[end] == 0) {
                end++;
            }
            if (end - start > runLength) {
                runStart = start;
                runLength = end - start;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < HEXTETS; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(hextets[i]));
            }
        }
        return text.toString();
    }

    /** Java takes IPv4-mapped addresses for IPv4. */
    private static int[] hextets(InetAddress address) {
        byte[] bytes = address.getAddress();
        int[] hextets = new int[HEXTETS];
        if (!(address instanceof Inet6Address)) {
            hextets[HEXTETS - 3] = 0xffff;
        }
        int first = HEXTETS - bytes.length / 2;
        for (int i = 0; i < bytes.length; i++) {
            hextets[first + i / 2] |= (bytes[i] & 0xff) << (i % 2 == 0 ? Byte.SIZE : 0);
        }
        return hextets;
    }
}
