package io.doorstep.support.connector;

import io.doorstep.support.log.OncePerSecond;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the requests that could not be read, by what is wrong with them. */
public final class RequestFaults implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(RequestFaults.class);

    private final Map<RequestFault, LongAdder> counts = new LinkedHashMap<>();
    private final OncePerSecond line = new OncePerSecond();

    /** @param ofTheService faults that requests to this service can have besides those of HTTP */
    public RequestFaults(RequestFault... ofTheService) {
        List<RequestFault> all = new ArrayList<>(List.of(HttpFault.values()));
        all.addAll(List.of(ofTheService));
        all.forEach(fault -> counts.put(fault, new LongAdder()));
    }

    /** @param peer address of the TCP connection */
    public void count(RequestFault fault, @Nullable String peer) {
        of(fault).increment();
        line.run(count -> LOG.info("A request could not be read: {}, from {} ({})", fault.tag(), peer, count));
    }

    /** Since the start. */
    public long count(RequestFault fault) {
        return of(fault).sum();
    }

    private LongAdder of(RequestFault fault) {
        return Objects.requireNonNull(counts.get(fault), fault.tag());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counts.forEach((fault, count) -> FunctionCounter
                .builder("doorstep.requests.malformed", count, LongAdder::sum).tag("cause", fault.tag())
                .description("requests that could not be read").register(registry));
    }
}
