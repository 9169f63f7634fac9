package io.doorstep.support.threads;

import org.springframework.context.SmartLifecycle;

/**
 * The order in which background work starts, and in which it stops from the last to the first. The web server starts after all
 * of these but {@link #SOCKETS}, and stops before them.
 *
 * @see SmartLifecycle#getPhase()
 */
public final class Phases {
    /** Before whoever uses virtual threads. */
    public static final int CARRIERS = -2000;
    /** Before whoever reads topics or writes to them. */
    public static final int TOPICS = -1000;
    /** What is published leaves until everybody who publishes has stopped; what is read arrives before anybody asks for it. */
    public static final int DELIVERY = 0;
    /** Stops before the delivery of what it publishes. */
    public static final int PUBLISHING = 1;
    /** Stops before what it publishes has to leave. */
    public static final int DESK = 10;
    /** Waits for what is followed, before the web server takes connections. */
    public static final int BOOTSTRAP = 1000;
    /** Sockets are closed before anything else stops. */
    public static final int SOCKETS = Integer.MAX_VALUE;

    private Phases() {}
}
