package io.doorstep.chat.limits;

import io.doorstep.events.Limits;
import io.doorstep.events.Scope;

/**
 * The limits that hold for one client.
 *
 * @param scope the scope they come from
 * @param revision 0 for the configured limits
 */
public record LimitsInForce(Scope scope, Limits limits, long revision) {}
