package io.doorstep.support.forwarding;

import inet.ipaddr.IPAddress;
import io.doorstep.support.log.OncePerSecond;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trusted proxies whose forwarding header cannot be read, so that their clients share the limits of the proxy. Counts the
 * requests, and logs a proxy when it is found, at most one a second.
 */
public final class UnreadableHops {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableHops.class);
    static final Duration MEMORY = Duration.ofHours(1);
    /** Proxies told apart; a block may hold more addresses than anybody has proxies. */
    private static final int MOST_PROXIES = 16;
    private static final int LONGEST_SHOWN = 40;

    private final ForwardedHeader header;
    private final InstantSource clock;
    private final OncePerSecond line = new OncePerSecond();
    private final LongAdder requests = new LongAdder();
    private final ConcurrentHashMap<String, Found> byProxy = new ConcurrentHashMap<>();

    UnreadableHops(ForwardedHeader header, InstantSource clock) {
        this.header = header;
        this.clock = clock;
    }

    private record Found(String sentence, long atMs) {}

    void add(IPAddress proxy, String element) {
        requests.increment();
        long nowMs = clock.millis();
        String address = proxy.toCanonicalString();
        Found known = byProxy.get(address);
        if (known == null ? byProxy.size() >= MOST_PROXIES : isRecent(known, nowMs)) {
            return;
        }
        Found found = new Found(sentence(address, element), nowMs);
        boolean isFirst = known == null
                ? byProxy.putIfAbsent(address, found) == null
                : byProxy.replace(address, known, found);
        if (isFirst) {
            line.run(_ -> LOG.warn(found.sentence));
        }
    }

    private String sentence(String proxy, String element) {
        return "The trusted proxy %s writes %s in a way that cannot be read ('%s'): whom it forwards for share its limits"
                .formatted(proxy, header.headerName(), shown(element));
    }

    /** In ASCII that no terminal acts on, and not long, since a visitor may have written it. */
    private static String shown(String element) {
        String text = element.strip();
        var shown = new StringBuilder();
        text.chars().limit(LONGEST_SHOWN).forEach(c -> shown.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
        return text.length() > LONGEST_SHOWN ? shown + "..." : shown.toString();
    }

    private static boolean isRecent(Found found, long nowMs) {
        return Math.abs(nowMs - found.atMs) < MEMORY.toMillis();
    }

    /** Since the start. */
    public long requests() {
        return requests.sum();
    }

    /** What operators are told: one sentence for each proxy that was found within the hour. */
    public List<String> sentences() {
        long nowMs = clock.millis();
        byProxy.values().removeIf(found -> !isRecent(found, nowMs));
        return byProxy.values().stream().map(Found::sentence).sorted().toList();
    }
}
