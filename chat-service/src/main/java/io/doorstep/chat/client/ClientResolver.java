package io.doorstep.chat.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import inet.ipaddr.IPAddress;
import io.doorstep.chat.places.Places;
import io.doorstep.events.Tier;
import io.doorstep.support.forwarding.Addresses;
import io.doorstep.support.forwarding.TrustedProxies;
import io.doorstep.support.forwarding.UnreadableHops;
import io.doorstep.support.origin.ForwardedHost;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out who is calling, by address or by what a session proves. */
public final class ClientResolver {
    private static final int MOST_PEERS = 10_000;

    private final TrustedProxies proxies;
    private final Places places;
    /** Reading an address costs more than deciding on it, and most come again. */
    private final Cache<String, Peer> peers = Caffeine.newBuilder().maximumSize(MOST_PEERS).build();

    /**
     * @param proxy its address where what it says of others is believed; else nobody needs it any more
     * @param address where its country goes by it
     */
    private record Peer(ClientKey key, @Nullable IPAddress proxy, @Nullable InetAddress address) {}

    /** Of clients who are nowhere in particular. */
    public ClientResolver(TrustedProxies proxies) {
        this(proxies, Places.NONE);
    }

    public ClientResolver(TrustedProxies proxies, Places places) {
        this.proxies = proxies;
        this.places = places;
    }

    /** Of the header whose values {@link #resolve} wants. */
    public String headerName() {
        return proxies.header().headerName();
    }

    /**
     * @param remoteAddress of the TCP connection
     * @param headers gives the values of a header in the order they came
     * @param ticket what the session proves, if anything; its subject comes before any address
     */
    public Client resolve(String remoteAddress, Function<String, List<String>> headers,
            @Nullable SessionTicket ticket) {
        ClientKey subject = ticket == null ? null : ticket.subject();
        Tier tier = ticket == null ? Tier.ANONYMOUS : ticket.tier();
        Peer peer = peers.get(remoteAddress, this::read);
        if (peer == null || peer.proxy == null) {
            ClientKey key = subject != null ? subject : peer == null ? ClientKey.UNKNOWN : peer.key;
            return new Client(key, tier, places.countryOf(peer == null ? null : peer.address, false, headers));
        }
        if (subject != null && !places.isByAddress()) {
            return new Client(subject, tier, places.countryOf(null, true, headers));
        }
        IPAddress caller = proxies.callerOf(peer.proxy, headers.apply(headerName()));
        return new Client(subject == null ? ClientKey.of(caller) : subject, tier,
                places.countryOf(addressFor(caller), true, headers));
    }

    /** Made only where somebody goes by it. */
    private @Nullable InetAddress addressFor(IPAddress address) {
        return places.isByAddress() ? address.toInetAddress() : null;
    }

    /** The country of a client that is known by its address; absent of all others, and where countries go by no address. */
    public @Nullable String countryOf(ClientKey client) {
        return places.isByAddress() && client.isAddress()
                ? client.anAddress().map(address -> places.countryOf(address.toInetAddress(), false, _ -> List.of()))
                        .orElse(null)
                : null;
    }

    /**
     * As above, of whom no other header says anything.
     *
     * @param remoteAddress of the TCP connection
     * @param forwarded values of the {@link #headerName()} headers in the order they came
     * @param ticket what the session proves, if anything; its subject comes before any address
     */
    public Client resolve(String remoteAddress, List<String> forwarded, @Nullable SessionTicket ticket) {
        return resolve(remoteAddress, name -> name.equals(headerName()) ? forwarded : List.of(), ticket);
    }

    /** Whether what this address says of others is believed. */
    public boolean trusts(String remoteAddress) {
        Peer peer = peers.get(remoteAddress, this::read);
        return peer != null && peer.proxy != null;
    }

    private @Nullable Peer read(String remoteAddress) {
        return Addresses.read(remoteAddress)
                .map(address -> new Peer(ClientKey.of(address), proxies.include(address) ? address : null,
                        addressFor(address)))
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
