package io.doorstep.analytics.api.commands;

import io.doorstep.analytics.api.Inputs;
import io.doorstep.analytics.topology.commands.CommandGateway;
import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.topology.status.LearnerStatus;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionCommand;
import io.doorstep.events.SanctionCommand.Order;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The suspects, and their sanctions in the hands of operators. What they order is done by the learner. */
@RestController
@RequestMapping("/api/sanctions")
class SanctionsController {
    private final CommandGateway desk;
    private final LearnerReadModel readModel;
    private final ClientNames names;
    private final Supplier<Map<String, String>> modes;
    private final InstantSource clock = InstantSource.system();

    @Autowired
    SanctionsController(CommandGateway desk, LearnerReadModel readModel, ClientNames names,
            LearnerStatus status) {
        this(desk, readModel, names, status::ruleModes);
    }

    /** @param modes of the rules, by their names */
    SanctionsController(CommandGateway desk, LearnerReadModel readModel, ClientNames names,
            Supplier<Map<String, String>> modes) {
        this.names = names;
        this.desk = desk;
        this.readModel = readModel;
        this.modes = modes;
    }

    /**
     * @param rules the mode of each rule: {@code off}, {@code shadow} or {@code enforce}
     * @param sanctions those that last, newest first; a lifted one is an exemption
     */
    record SanctionsView(Map<String, String> rules, List<Sanction> sanctions) {}

    /**
     * @param client keyed hash of a client; absent: all
     * @param network an address or a network, instead of a client
     */
    @GetMapping
    SanctionsView sanctions(@RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String network,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        String named = client == null && network == null ? null : SanctionedClient.of(client, network, names).name();
        return new SanctionsView(modes.get(), readModel.sanctions().current(named, clock.millis(), limit));
    }

    /** Imposes a sanction in place of whatever applied to the client before, or exempts it. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> impose(@RequestBody(required = false) byte @Nullable [] json,
            @RequestHeader(name = Inputs.IDEMPOTENCY_KEY, required = false) @Nullable String key, Principal operator) {
        SanctionBody body = SanctionBody.read(json, names, clock.instant());
        return submit(new SanctionCommand(Inputs.id(key, body.id()), body.client(),
                body.step() == null ? Order.EXEMPT : Order.IMPOSE, body.step(), body.untilMs(), operator.getName(),
                body.reason()));
    }

    /** Lifts the sanction or the exemption of a client, or the sanction of a network; its ladder begins anew. */
    @DeleteMapping
    ResponseEntity<?> lift(@RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String network,
            @RequestParam(required = false) @Nullable String reason,
            @RequestHeader(name = Inputs.IDEMPOTENCY_KEY, required = false) @Nullable String key, Principal operator) {
        return submit(new SanctionCommand(Inputs.id(key, null), SanctionedClient.of(client, network, names).name(),
                Order.LIFT, null, null,
                operator.getName(), BodyFields.requiredReason(reason)));
    }

    private ResponseEntity<?> submit(SanctionCommand command) {
        return CommandAnswers.of(command.id(), desk.submit(command, CommandAnswers.PATIENCE));
    }
}
