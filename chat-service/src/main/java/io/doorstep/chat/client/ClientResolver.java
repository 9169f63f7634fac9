package io.doorstep.chat.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import inet.ipaddr.IPAddress;
import io.doorstep.events.Tier;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is calling. Behind trusted proxies it is the rightmost hop in their header that is none of them; a
 * header that does not come from a trusted proxy means nothing, since anybody can write one.
 */
public final class ClientResolver {
    private static final int MOST_PEERS = 10_000;

    private final List<IPAddress> trustedProxies;
    private final ForwardedHeader header;
    /** Reading an address costs more than deciding on it, and most come again. */
    private final Cache<String, Peer> peers = Caffeine.newBuilder().maximumSize(MOST_PEERS).build();

    /** @param proxy its address where what it says of others is believed; else nobody needs it any more */
    private record Peer(ClientKey key, @Nullable IPAddress proxy) {}

    /**
     * @param trustedProxies addresses or CIDR blocks; empty: no header is believed
     * @param header the one that these proxies write
     */
    public ClientResolver(List<String> trustedProxies, ForwardedHeader header) {
        this.trustedProxies = trustedProxies.stream().map(ClientResolver::block).toList();
        this.header = header;
    }

    /** Of the header whose values {@link #resolve} wants. */
    public String headerName() {
        return header.headerName();
    }

    /**
     * @param remoteAddress of the TCP connection
     * @param forwarded values of the {@link #headerName()} headers in the order they came
     * @param ticket what the session proves, if anything; its subject comes before any address
     */
    public Client resolve(String remoteAddress, List<String> forwarded, @Nullable SessionTicket ticket) {
        if (ticket == null) {
            return new Client(addressOf(remoteAddress, forwarded), Tier.ANONYMOUS, null);
        }
        ClientKey subject = ticket.subject();
        return new Client(subject == null ? addressOf(remoteAddress, forwarded) : subject, ticket.tier(), null);
    }

    private ClientKey addressOf(String remoteAddress, List<String> forwarded) {
        Peer peer = peers.get(remoteAddress, this::read);
        if (peer == null) {
            return ClientKey.UNKNOWN;
        }
        return peer.proxy == null ? peer.key : ClientKey.of(callerFrom(peer.proxy, forwarded));
    }

    /** Whether what this address says of others is believed. */
    public boolean trusts(String remoteAddress) {
        Peer peer = peers.get(remoteAddress, this::read);
        return peer != null && peer.proxy != null;
    }

    private @Nullable Peer read(String remoteAddress) {
        return Addresses.read(remoteAddress)
                .map(address -> new Peer(ClientKey.of(address), isTrusted(address) ? address : null))
                .orElse(null);
    }

    private IPAddress callerFrom(IPAddress remote, List<String> forwarded) {
        Hops hops = new Hops(header, forwarded);
        IPAddress caller = remote;
        while (isTrusted(caller)) {
            Optional<IPAddress> hop = hops.next();
            if (hop.isEmpty()) {
                break;
            }
            caller = hop.get();
        }
        return caller;
    }

    private boolean isTrusted(IPAddress address) {
        for (IPAddress proxy : trustedProxies) {
            if (proxy.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static IPAddress block(String written) {
        return Addresses.block(written)
                .orElseThrow(() -> new IllegalArgumentException("doorstep.trusted-proxies: '" + written
                        + "' is not an address or a CIDR block such as 10.0.0.0/8"));
    }
}
