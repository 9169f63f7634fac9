package io.doorstep.chat.admission;

import io.doorstep.chat.claims.Claims;
import io.doorstep.chat.client.ClientNames;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.LimitOverride;
import io.doorstep.chat.limits.SetBy;
import io.doorstep.events.LimitName;
import io.doorstep.events.claims.LimitsByHand;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out here what operators have ordered on another instance, which has told of it. */
public final class OrdersElsewhere {
    private final Claims claims;
    private final ClientNames names;
    private final Limiters limiters;
    private final EffectiveLimits effectiveLimits;

    public OrdersElsewhere(Claims claims, ClientNames names, Limiters limiters, EffectiveLimits effectiveLimits) {
        this.claims = claims;
        this.names = names;
        this.limiters = limiters;
        this.effectiveLimits = effectiveLimits;
    }

    /** @param name of the client outside of this service; absent: all clients */
    public void reset(@Nullable String name) {
        if (name == null) {
            limiters.reset();
        } else {
            names.find(name).ifPresent(limiters::reset);
        }
    }

    public void byHand(LimitsByHand changed) {
        if (claims.adopt(changed)) {
            Map<LimitName, SetBy> off = new EnumMap<>(LimitName.class);
            changed.off().forEach((name, by) -> off.put(name, by(by)));
            effectiveLimits.adopt(new LimitOverride(changed.limits() == null || changed.limitsBy() == null
                    ? null
                    : new LimitOverride.Numbers(changed.limits(), by(changed.limitsBy())), off));
        }
    }

    private static SetBy by(LimitsByHand.Operator operator) {
        return new SetBy(operator.name(), Instant.ofEpochMilli(operator.sinceMs()));
    }
}
