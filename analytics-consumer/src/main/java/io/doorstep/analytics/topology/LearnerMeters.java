package io.doorstep.analytics.topology;

import io.doorstep.events.Scope;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The learner's meters. */
final class LearnerMeters implements LearnerListener {
    private final Counter windows;
    private final Counter late;
    private final Counter unreadable;

    LearnerMeters(MeterRegistry registry, LearnerBook book) {
        windows = Counter.builder("doorstep.learner.windows").description("Windows closed and published")
                .register(registry);
        late = Counter.builder("doorstep.learner.late")
                .description("Connection attempts left out, because they came after their window was closed")
                .register(registry);
        unreadable = Counter.builder("doorstep.learner.unreadable").description("Records passed to the dead letters")
                .register(registry);
        Gauge.builder("doorstep.limits.revision", book, read -> read.revision(Scope.DEFAULT))
                .description("Number of the revision in force").tag("scope", Scope.DEFAULT.name()).register(registry);
    }

    @Override
    public void onLate(long events) {
        late.increment((double) events);
    }

    @Override
    public void onUnreadable() {
        unreadable.increment();
    }

    @Override
    public void onWindowClosed(long windowStartMs) {
        windows.increment();
    }

    long windows() {
        return (long) windows.count();
    }

    long late() {
        return (long) late.count();
    }

    long unreadable() {
        return (long) unreadable.count();
    }
}
