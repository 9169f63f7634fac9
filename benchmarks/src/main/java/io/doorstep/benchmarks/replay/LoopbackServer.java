package io.doorstep.benchmarks.replay;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The address of a server that may be put under load: one on this machine. */
public final class LoopbackServer {
    private static final int HTTP = 80;

    private LoopbackServer() {}

    /**
     * @param url such as {@code ws://localhost:8000}
     * @throws IllegalArgumentException where it is something else, or not on this machine
     */
    public static InetSocketAddress of(URI url) {
        String host = url.getHost();
        if (!"ws".equals(url.getScheme()) || host == null) {
            throw new IllegalArgumentException("--url is like ws://localhost:8000, not " + url);
        }
        try {
            InetAddress address = Arrays.stream(InetAddress.getAllByName(host))
                    .filter(candidate -> candidate.isLoopbackAddress() && candidate.getAddress().length == 4)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--url must be a loopback IPv4 address, which " + host + " is not"));
            return new InetSocketAddress(address, url.getPort() < 0 ? HTTP : url.getPort());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--url names a host that is not known: " + host, e);
        }
    }
}
