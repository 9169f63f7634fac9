package io.doorstep.analytics.api;

import io.doorstep.analytics.topology.commands.CommandGateway;
import io.doorstep.events.LimitsCommand;
import io.doorstep.events.LimitsCommand.Action;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The learner's limits in the hands of operators. What they command is done by the learner that tunes. */
@RestController
class CommandsController {
    private final CommandGateway desk;

    CommandsController(CommandGateway desk) {
        this.desk = desk;
    }

    @PostMapping(path = "/api/limits/{scope}/pin", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> pin(@PathVariable String scope, @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = Inputs.IDEMPOTENCY_KEY, required = false) @Nullable String key, Principal operator) {
        return submit(scope, Action.PIN, CommandBody.read(body, CommandBody.NUMBERS), key, operator);
    }

    @PostMapping(path = "/api/limits/{scope}/unpin", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> unpin(@PathVariable String scope, @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = Inputs.IDEMPOTENCY_KEY, required = false) @Nullable String key, Principal operator) {
        return submit(scope, Action.UNPIN, CommandBody.read(body, null), key, operator);
    }

    @PostMapping(path = "/api/limits/{scope}/rollback", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> rollBack(@PathVariable String scope, @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = Inputs.IDEMPOTENCY_KEY, required = false) @Nullable String key, Principal operator) {
        return submit(scope, Action.ROLL_BACK, CommandBody.read(body, CommandBody.TO_REVISION), key, operator);
    }

    @PostMapping(path = "/api/limits/{scope}/freeze", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> freeze(@PathVariable String scope, @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = Inputs.IDEMPOTENCY_KEY, required = false) @Nullable String key, Principal operator) {
        return submit(scope, Action.FREEZE, CommandBody.read(body, null), key, operator);
    }

    @PostMapping(path = "/api/limits/{scope}/thaw", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> thaw(@PathVariable String scope, @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = Inputs.IDEMPOTENCY_KEY, required = false) @Nullable String key, Principal operator) {
        return submit(scope, Action.THAW, CommandBody.read(body, null), key, operator);
    }

    @PostMapping(path = "/api/limits/{scope}/proposals/accept", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> accept(@PathVariable String scope, @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = Inputs.IDEMPOTENCY_KEY, required = false) @Nullable String key, Principal operator) {
        return submit(scope, Action.ACCEPT, CommandBody.read(body, CommandBody.NUMBERS), key, operator);
    }

    @PostMapping(path = "/api/limits/{scope}/proposals/dismiss", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> dismiss(@PathVariable String scope, @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader(name = Inputs.IDEMPOTENCY_KEY, required = false) @Nullable String key, Principal operator) {
        return submit(scope, Action.DISMISS, CommandBody.read(body, CommandBody.NUMBERS), key, operator);
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
