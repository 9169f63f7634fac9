package io.doorstep.chat.places;

import io.doorstep.support.threads.RecurringWork;
import io.doorstep.support.threads.SupervisedTimer;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;

/** Looks every few seconds whether the file of the countries is another. */
public final class DatabaseWatch extends RecurringWork {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final DatabasePlaces places;

    public DatabaseWatch(DatabasePlaces places, ThreadSupervisor threads) {
        super(threads, "place-keeper");
        this.places = places;
    }

    @Override
    protected void schedule(SupervisedTimer on) {
        on.every(LOOK, places::look);
    }
}
