package io.doorstep.chat.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import inet.ipaddr.IPAddress;
import io.doorstep.events.Tier;
import io.doorstep.support.forwarding.Addresses;
import io.doorstep.support.forwarding.TrustedProxies;
import io.doorstep.support.forwarding.UnreadableHops;
import io.doorstep.support.origin.ForwardedHost;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out who is calling, by address or by what a session proves. */
public final class ClientResolver {
    private static final int MOST_PEERS = 10_000;

    private final TrustedProxies proxies;
    /** Reading an address costs more than deciding on it, and most come again. */
    private final Cache<String, Peer> peers = Caffeine.newBuilder().maximumSize(MOST_PEERS).build();

    /** @param proxy its address where what it says of others is believed; else nobody needs it any more */
    private record Peer(ClientKey key, @Nullable IPAddress proxy) {}

    public ClientResolver(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /** Of the header whose values {@link #resolve} wants. */
    public String headerName() {
        return proxies.header().headerName();
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
        return peer.proxy == null ? peer.key : ClientKey.of(proxies.callerOf(peer.proxy, forwarded));
    }

    /** Whether what this address says of others is believed. */
    public boolean trusts(String remoteAddress) {
        Peer peer = peers.get(remoteAddress, this::read);
        return peer != null && peer.proxy != null;
    }

    private @Nullable Peer read(String remoteAddress) {
        return Addresses.read(remoteAddress)
                .map(address -> new Peer(ClientKey.of(address), proxies.include(address) ? address : null))
                .orElse(null);
    }

    /**
     * The hosts that this service was asked for, as trusted proxies say; empty where the request comes through none.
     *
     * @param remoteAddress of the TCP connection
     * @param headers gives the values of a header in the order they came
     */
    public List<ForwardedHost> forwardedHosts(String remoteAddress, Function<String, List<String>> headers) {
        return trusts(remoteAddress) ? proxies.hosts(remoteAddress, headers) : List.of();
    }

    /** Proxies that write their header badly. */
    public UnreadableHops unreadable() {
        return proxies.unreadable();
    }
}
