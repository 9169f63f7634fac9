package io.doorstep.chat.house;

import io.doorstep.chat.client.ClientKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many sockets each client has, or each network. In stripes that share nothing, since a concurrent map keeps its size in
 * one place that all threads write. Thread-safe. What is counted by client is counted by IPv4 network as well while that is
 * asked for, under the lock that it takes anyway, which is why the two never differ.
 */
final class ClientCounts {
    private static final int STRIPES = 64;

    private final Stripe[] stripes = new Stripe[STRIPES];

    ClientCounts() {
        Arrays.setAll(stripes, _ -> new Stripe());
    }

    private static final class Stripe {
        private final Map<ClientKey, Integer> held = new HashMap<>();
        /** Whether what is held here is counted for its networks too. */
        private boolean countsNeighbours;

        synchronized int add(ClientKey client, int most) {
            int now = held.getOrDefault(client, 0);
            if (now >= most) {
                return 0;
            }
            held.put(client, now + 1);
            return now + 1;
        }

        synchronized int add(ClientKey client, int most, ClientCounts networks, int ofNeighbours) {
            int now = add(client, most);
            ClientKey network = now > 0 && countsNeighbours ? neighbourhood(client) : null;
            if (network == null || networks.add(network, ofNeighbours) > 0) {
                return now;
            }
            remove(client, 1);
            return -1;
        }

        synchronized void remove(ClientKey client, ClientCounts networks) {
            remove(client, 1);
            ClientKey network = countsNeighbours ? neighbourhood(client) : null;
            if (network != null) {
                networks.remove(network, 1);
            }
        }

        synchronized void remove(ClientKey client, int count) {
            held.computeIfPresent(client, (_, now) -> now <= count ? null : Integer.valueOf(now - count));
        }

        synchronized void merge(ClientKey network, int count) {
            held.merge(network, count, Integer::sum);
        }

        synchronized void countNeighbours(ClientCounts networks, boolean counted) {
            if (countsNeighbours == counted) {
                return;
            }
            countsNeighbours = counted;
            held.forEach((client, count) -> {
                ClientKey network = neighbourhood(client);
                if (network != null && counted) {
                    networks.stripe(network).merge(network, count);
                } else if (network != null) {
                    networks.remove(network, count);
                }
            });
        }

        synchronized void addTo(Map<ClientKey, Integer> byNetwork) {
            held.forEach((client, count) -> {
                ClientKey network = client.prefix();
                if (!network.equals(client)) {
                    byNetwork.merge(network, count, Integer::sum);
                }
            });
        }

        synchronized int of(ClientKey client) {
            return held.getOrDefault(client, 0);
        }

        synchronized int size() {
            return held.size();
        }
    }

    /** The /24 of an IPv4 address. Absent for all others: those of IPv6 are always counted, and a subject has none. */
    static @Nullable ClientKey neighbourhood(ClientKey client) {
        if (!client.isAddress() || client.network() != null) {
            return null;
        }
        ClientKey network = client.prefix();
        return network.equals(client) ? null : network;
    }

    private Stripe stripe(ClientKey client) {
        int hash = client.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }

    /** One more; returns the new count, or 0 where that would be too many. */
    int add(ClientKey client, int most) {
        return stripe(client).add(client, most);
    }

    /**
     * As above, of a client whose network is counted there while that is asked for; 0 where the client has too many, -1 where
     * its network has.
     */
    int add(ClientKey client, int most, ClientCounts networks, int ofNeighbours) {
        return stripe(client).add(client, most, networks, ofNeighbours);
    }

    void remove(ClientKey client, int count) {
        stripe(client).remove(client, count);
    }

    /** One less, of the client and of its network. */
    void remove(ClientKey client, ClientCounts networks) {
        stripe(client).remove(client, networks);
    }

    /** From now on these clients are counted for their IPv4 networks too, or no longer. */
    void countNeighbours(ClientCounts networks, boolean counted) {
        for (Stripe stripe : stripes) {
            stripe.countNeighbours(networks, counted);
        }
    }

    int of(ClientKey client) {
        return stripe(client).of(client);
    }

    int size() {
        return Arrays.stream(stripes).mapToInt(Stripe::size).sum();
    }

    /** What the network of these clients has that has the most; 0 for none. Looks at all of them. */
    int ofLargestNetwork() {
        Map<ClientKey, Integer> byNetwork = new HashMap<>();
        for (Stripe stripe : stripes) {
            stripe.addTo(byNetwork);
        }
        return byNetwork.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
