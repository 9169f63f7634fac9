package io.doorstep.chat.status;

import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limits.OverrideChange;
import io.doorstep.chat.rejection.HumanReadable;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Says in a line what an operator did, and what holds now. */
@Component
class OperatorLog implements AdmissionListener {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorLog.class);

    @Override
    public void onReset(String operator, @Nullable ClientKey client, long limiters) {
        LOG.warn("Rate limits reset by {}: {}, {} counters forgotten", operator,
                client == null ? "everybody" : "one client", limiters);
    }

    @Override
    public void onOverridden(String operator, OverrideChange change) {
        LOG.warn("{} by {}: now {}; switched off: {}", what(change), operator, inWords(change.inForce()),
                inWords(change.switchedOff()));
    }

    @Override
    public void onResized(String operator, int maxConnections) {
        LOG.warn("Pool resized by {}: now {} connections in all", operator, maxConnections);
    }

    private static String what(OverrideChange change) {
        return switch (change.kind()) {
            case SET -> "Limits set";
            case RELEASED -> "Limits released";
            case SWITCHED_OFF -> nameOf(change) + " limiter switched off";
            case SWITCHED_ON -> nameOf(change) + " limiter switched on";
        };
    }

    private static String nameOf(OverrideChange change) {
        LimitName name = change.limitName();
        if (name == null) {
            throw new IllegalStateException("a switch is that of a limit");
        }
        String words = inWords(name);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String inWords(Limits limits) {
        return HumanReadable.perWindow(limits.connectionRate(), "connection") + ", "
                + HumanReadable.perWindow(limits.messageRate(), "message") + ", "
                + HumanReadable.perWindow(limits.sessionCreation(), "session") + ", " + limits.connectionsPerClient()
                + " connections per client";
    }

    private static String inWords(List<LimitName> limits) {
        return limits.isEmpty()
                ? "none"
                : limits.stream().map(OperatorLog::inWords).collect(Collectors.joining(", "));
    }

    /** {@code connection rate}. */
    static String inWords(LimitName name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
