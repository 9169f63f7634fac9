package io.doorstep.chat.ops;

import io.doorstep.chat.admission.OperatorOrders;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.OverrideCommand;
import io.doorstep.chat.limits.SetBy;
import io.doorstep.chat.status.LimitsReport;
import io.doorstep.events.LimitName;
import java.security.Principal;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The limits in the hands of operators: what they change holds at once, on all instances or with {@code instance=this} on this
 * one, and until they release it.
 */
@RestController
@RequestMapping("/api/debug")
class LimitsController {
    private final EffectiveLimits effectiveLimits;
    private final OperatorOrders orders;
    private final InstantSource clock;

    LimitsController(EffectiveLimits effectiveLimits, OperatorOrders orders, InstantSource clock) {
        this.effectiveLimits = effectiveLimits;
        this.orders = orders;
        this.clock = clock;
    }

    @GetMapping("/limits")
    LimitsReport limits() {
        return LimitsReport.of(effectiveLimits);
    }

    @PutMapping("/limits")
    LimitsReport set(@RequestBody(required = false) byte @Nullable [] json,
            @RequestParam(required = false) @Nullable String instance, Principal operator) {
        LimitsPatch patch = LimitsPatch.read(json == null ? new byte[0] : json);
        return override(new OverrideCommand.SetLimits(patch::applyTo), instance, operator);
    }

    @PutMapping("/limits/configured")
    LimitsReport setConfigured(@RequestParam(required = false) @Nullable String instance, Principal operator) {
        return override(new OverrideCommand.SetLimits(_ -> effectiveLimits.configured()), instance, operator);
    }

    @DeleteMapping("/limits")
    LimitsReport release(@RequestParam(required = false) @Nullable String instance, Principal operator) {
        return override(new OverrideCommand.Release(), instance, operator);
    }

    @PutMapping("/limiters/{limiter}")
    LimitsReport switchOn(@PathVariable String limiter, @RequestParam(required = false) @Nullable String instance,
            Principal operator) {
        return override(switched(limiter, OverrideCommand.SwitchOn::new), instance, operator);
    }

    @DeleteMapping("/limiters/{limiter}")
    LimitsReport switchOff(@PathVariable String limiter, @RequestParam(required = false) @Nullable String instance,
            Principal operator) {
        return override(switched(limiter, OverrideCommand.SwitchOff::new), instance, operator);
    }

    private static OverrideCommand switched(String limiter, Function<LimitName, OverrideCommand> command) {
        LimitName name = Arrays.stream(LimitName.values()).filter(limit -> pathOf(limit).equals(limiter)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no such limiter: there are " + switches()));
        if (!OverrideCommand.SWITCHES.contains(name)) {
            throw new IllegalArgumentException(limiter + " cannot be switched off, since it bounds what comes in when"
                    + " everything else fails; these can: " + switches());
        }
        return command.apply(name);
    }

    private static String switches() {
        return String.join(", ",
                OverrideCommand.SWITCHES.stream().sorted().map(LimitsController::pathOf).toList());
    }

    private static String pathOf(LimitName limit) {
        return limit.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private LimitsReport override(OverrideCommand command, @Nullable String instance, Principal operator) {
        SetBy by = new SetBy(operator.getName(), clock.instant());
        if (Reach.of(instance) == Reach.THIS) {
            orders.overrideHere(command, by);
        } else {
            orders.override(command, by);
        }
        return LimitsReport.of(effectiveLimits);
    }

    @ExceptionHandler
    ProblemDetail refused(IllegalArgumentException wrong) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
                "Nothing was changed: " + wrong.getMessage());
    }
}
