package io.doorstep.chat.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import inet.ipaddr.IPAddress;
import io.doorstep.chat.client.Hops.Hop;
import io.doorstep.events.Tier;
import io.doorstep.support.web.ForwardedHost;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is calling. Behind trusted proxies it is the rightmost hop in their header that is none of them; a
 * header that does not come from a trusted proxy means nothing, since anybody can write one.
 */
public final class ClientResolver {
    private static final int MOST_PEERS = 10_000;

    private final List<IPAddress> trustedProxies;
    private final ForwardedHeader header;
    private final UnreadableHops unreadable;
    /** Reading an address costs more than deciding on it, and most come again. */
    private final Cache<String, Peer> peers = Caffeine.newBuilder().maximumSize(MOST_PEERS).build();

    /** @param proxy its address where what it says of others is believed; else nobody needs it any more */
    private record Peer(ClientKey key, @Nullable IPAddress proxy) {}

    public ClientResolver(List<String> trustedProxies, ForwardedHeader header) {
        this(trustedProxies, header, InstantSource.system());
    }

    /**
     * @param trustedProxies addresses or CIDR blocks; empty: no header is believed
     * @param header the one that these proxies write
     */
    public ClientResolver(List<String> trustedProxies, ForwardedHeader header, InstantSource clock) {
        this.trustedProxies = trustedProxies.stream().map(ClientResolver::block).toList();
        this.header = header;
        this.unreadable = new UnreadableHops(header, clock);
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
            switch (hops.next()) {
                case Hop.Known(IPAddress address, String _) -> caller = address;
                case Hop.Unreadable(String element) -> {
                    unreadable.add(caller, element);
                    return caller;
                }
                case Hop.None _ -> {
                    return caller;
                }
            }
        }
        return caller;
    }

    /**
     * The hosts that this service was asked for, as trusted proxies say; empty where the request comes through none.
     *
     * @param remoteAddress of the TCP connection
     * @param headers gives the values of a header in the order they came
     */
    public List<ForwardedHost> forwardedHosts(String remoteAddress, Function<String, List<String>> headers) {
        Peer peer = peers.get(remoteAddress, this::read);
        if (peer == null || peer.proxy == null || !header.tellsHost(headers)) {
            return List.of();
        }
        return header.hosts(trustedElements(peer.proxy, headers.apply(header.headerName())), headers);
    }

    /** Those that trusted proxies have written, from the nearest to the farthest. */
    private List<String> trustedElements(IPAddress remote, List<String> forwarded) {
        Hops hops = new Hops(header, forwarded);
        List<String> elements = new ArrayList<>();
        IPAddress writer = remote;
        while (isTrusted(writer)) {
            switch (hops.next()) {
                case Hop.Known(IPAddress address, String element) -> {
                    elements.add(element);
                    writer = address;
                }
                case Hop.Unreadable(String element) -> {
                    elements.add(element);
                    return elements;
                }
                case Hop.None _ -> {
                    return elements;
                }
            }
        }
        return elements;
    }

    /** Proxies that write their header badly. */
    public UnreadableHops unreadable() {
        return unreadable;
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
