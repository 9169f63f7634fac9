package io.doorstep.support.forwarding;

import inet.ipaddr.IPAddress;
import io.doorstep.support.forwarding.Hops.Hop;
import io.doorstep.support.origin.ForwardedHost;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The proxies whose forwarding header is believed. The client behind them is the rightmost hop in that header that is none
 * of them; a header that does not come from a trusted proxy means nothing, since anybody can write one.
 */
public final class TrustedProxies implements MeterBinder {
    private final List<IPAddress> proxies;
    private final ForwardedHeader header;
    private final UnreadableHops unreadable;

    /**
     * @param proxies addresses or CIDR blocks, as {@code doorstep.trusted-proxies} has them; empty: no header is believed
     * @param header the one that these proxies write
     * @throws IllegalArgumentException where one is neither an address nor a block
     */
    public TrustedProxies(List<String> proxies, ForwardedHeader header, InstantSource clock) {
        this.proxies = proxies.stream().map(TrustedProxies::block).toList();
        this.header = header;
        this.unreadable = new UnreadableHops(header, clock);
    }

    public TrustedProxies(List<String> proxies, ForwardedHeader header) {
        this(proxies, header, InstantSource.system());
    }

    private static IPAddress block(String written) {
        return Addresses.block(written)
                .orElseThrow(() -> new IllegalArgumentException("doorstep.trusted-proxies: '" + written
                        + "' is not an address or a CIDR block such as 10.0.0.0/8"));
    }

    public ForwardedHeader header() {
        return header;
    }

    /** Whether what this address says of others is believed. */
    public boolean include(IPAddress address) {
        for (IPAddress proxy : proxies) {
            if (proxy.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** @param remoteAddress of a TCP connection */
    public boolean include(String remoteAddress) {
        return !proxies.isEmpty() && Addresses.read(remoteAddress).filter(this::include).isPresent();
    }

    /**
     * Who is calling; the peer itself where it is no trusted proxy.
     *
     * @param remoteAddress of the TCP connection
     * @param forwarded values of the {@link #header() header} in the order they came
     * @return its canonical form, or the peer's address as it is where that cannot be read
     */
    public String callerOf(String remoteAddress, List<String> forwarded) {
        return Addresses.read(remoteAddress).map(peer -> callerOf(peer, forwarded).toCanonicalString())
                .orElse(remoteAddress);
    }

    /** @param peer of the TCP connection */
    public IPAddress callerOf(IPAddress peer, List<String> forwarded) {
        Hops hops = new Hops(header, forwarded);
        IPAddress caller = peer;
        while (include(caller)) {
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
    public List<ForwardedHost> hosts(String remoteAddress, Function<String, List<String>> headers) {
        return Addresses.read(remoteAddress).filter(this::include).filter(_ -> header.tellsHost(headers))
                .map(peer -> header.hosts(trustedElements(peer, headers.apply(header.headerName())), headers))
                .orElseGet(List::of);
    }

    /** Those that trusted proxies have written, from the nearest to the farthest. */
    private List<String> trustedElements(IPAddress peer, List<String> forwarded) {
        Hops hops = new Hops(header, forwarded);
        List<String> elements = new ArrayList<>();
        IPAddress writer = peer;
        while (include(writer)) {
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

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("doorstep.forwarding.unreadable", unreadable, UnreadableHops::requests)
                .description("requests whose forwarding header, of a trusted proxy, names nobody").register(registry);
    }
}
