package io.doorstep.analytics;

import inet.ipaddr.IPAddress;
import io.doorstep.support.forwarding.Addresses;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import javax.crypto.Mac;

/**
 * The clients of some networks, by the keyed hashes that events have in place of addresses: each IPv4 address, and each
 * IPv6 /64. A subject belongs to no network. The hashes of all are computed once, since none leads back to an address.
 */
final class ExemptClients implements Predicate<String> {
    /** Clients that the networks may have together: to name so many takes a second or two at the start. */
    static final int MOST = 1 << 16;

    private static final String SETTING = "doorstep.abuse.exempt";
    private static final int IPV6_CLIENT_BITS = 64;

    /** The first eight bytes of each hash, sorted. */
    private final long[] hashes;

    /** @param secret that the hashes are made with */
    ExemptClients(List<String> networks, String secret) {
        requireReadable(networks);
        Mac mac = new KeyedNames(secret).mac();
        hashes = networks.stream().map(ExemptClients::block)
                .flatMapToLong(block -> names(block, mac)).sorted().distinct().toArray();
    }

    /** @throws IllegalArgumentException that says in one sentence which of them is none, or that they are too large */
    static void requireReadable(List<String> networks) {
        BigInteger clients = networks.stream().map(network -> count(block(network)))
                .reduce(BigInteger.ZERO, BigInteger::add);
        if (clients.compareTo(BigInteger.valueOf(MOST)) > 0) {
            throw new IllegalArgumentException(
                    SETTING + " has networks with " + clients + " clients together, more than "
                            + MOST + ": write smaller ones, such as an IPv4 /16 or an IPv6 /48");
        }
    }

    private static IPAddress block(String written) {
        return Addresses.block(written).orElseThrow(() -> new IllegalArgumentException(SETTING + ": '" + written
                + "' is not an address or a CIDR block such as 192.0.2.0/24"));
    }

    private static BigInteger count(IPAddress block) {
        return block.isIPv6() ? clients(block).getPrefixCount() : block.getCount();
    }

    private static IPAddress clients(IPAddress ipv6) {
        return ipv6.withoutPrefixLength().toPrefixBlock(IPV6_CLIENT_BITS);
    }

    private static LongStream names(IPAddress block, Mac mac) {
        Iterator<? extends IPAddress> all = block.isIPv6()
                ? clients(block).prefixBlockIterator()
                : block.withoutPrefixLength().iterator();
        LongStream.Builder names = LongStream.builder();
        all.forEachRemaining(client -> names.add(start(KeyedNames.hash(mac, client))));
        return names.build();
    }

    private static long start(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    /** @param client keyed hash of the client */
    @Override
    public boolean test(String client) {
        if (hashes.length == 0) {
            return false;
        }
        try {
            byte[] hash = Base64.getUrlDecoder().decode(client);
            return hash.length >= Long.BYTES && Arrays.binarySearch(hashes, start(hash)) >= 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
