package io.doorstep.analytics.api.commands;

import io.doorstep.analytics.api.NotThere;
import io.doorstep.analytics.api.Inputs;
import io.doorstep.analytics.topology.commands.CommandGateway;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.LimitsCommand.Action;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerMapping;

/** The learner's limits in the hands of operators. What they command is done by the learner that tunes. */
@RestController
class CommandsController {
    private final CommandGateway desk;

    CommandsController(CommandGateway desk) {
        this.desk = desk;
    }

    /**
     * One order.
     *
     * @param fields that its body may have; null for those of every body
     */
    private record Order(Action action, @Nullable String fields) {}

    private static final Map<String, Order> ORDERS = Map.of("pin", new Order(Action.PIN, CommandBody.NUMBERS), "unpin",
            new Order(Action.UNPIN, null), "rollback", new Order(Action.ROLL_BACK, CommandBody.TO_REVISION), "freeze",
            new Order(Action.FREEZE, null), "thaw", new Order(Action.THAW, null), "accept",
            new Order(Action.ACCEPT, CommandBody.NUMBERS), "dismiss", new Order(Action.DISMISS, CommandBody.NUMBERS));

    /** The last part of the path is the order. */
    @PostMapping(path = {"/api/limits/{scope}/pin", "/api/limits/{scope}/unpin", "/api/limits/{scope}/rollback",
            "/api/limits/{scope}/freeze", "/api/limits/{scope}/thaw", "/api/limits/{scope}/proposals/accept",
            "/api/limits/{scope}/proposals/dismiss"}, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> order(@PathVariable String scope, @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = Inputs.IDEMPOTENCY_KEY, required = false) @Nullable String key, Principal operator,
            HttpServletRequest request) {
        String path = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        Order order = Objects.requireNonNull(ORDERS.get(path.substring(path.lastIndexOf('/') + 1)), path);
        return submit(scope, order.action(), CommandBody.read(body, order.fields()), key, operator);
    }

    private ResponseEntity<?> submit(String scope, Action action, CommandBody body, @Nullable String key,
            Principal operator) {
        var command = new LimitsCommand(Inputs.id(key, body.id()), Inputs.scope(scope), action, body.numbers(),
                body.toRevision(), body.expectedRevision(), operator.getName(), body.reason());
        return CommandAnswers.of(command.id(), desk.submit(command, CommandAnswers.PATIENCE));
    }

    /** What has become of a command. */
    @GetMapping("/api/commands/{id}")
    ResponseEntity<?> command(@PathVariable String id) {
        return switch (desk.find(id)) {
            case CommandGateway.Outcome.Answered answered -> ResponseEntity.ok(answered.answer());
            case CommandGateway.Outcome.Pending _ -> CommandAnswers.pending(id);
            case CommandGateway.Outcome.NotTaken notTaken -> CommandAnswers.notTaken(id, notTaken.reason());
            case null -> throw new NotThere("no command '" + id + "' is remembered here");
        };
    }
}
