package io.doorstep.analytics.api.commands;

import io.doorstep.analytics.topology.commands.CommandGateway;
import io.doorstep.events.CommandAnswered;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** What HTTP answers to a command: {@code 200} done, {@code 409} refused, {@code 202} pending, {@code 503} not taken. */
final class CommandAnswers {
    /** How long a call waits for the learner. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String SOON_SECONDS = "5";

    private CommandAnswers() {}

    /** A command that is still to be answered. */
    record PendingView(String id, String state) {
        static PendingView of(String id) {
            return new PendingView(id, "pending");
        }
    }

    /** @param id of the command */
    static ResponseEntity<?> of(String id, CommandGateway.Outcome outcome) {
        return switch (outcome) {
            case CommandGateway.Outcome.Answered answered when answered.answer().accepted() -> ResponseEntity
                    .ok(answered.answer());
            case CommandGateway.Outcome.Answered answered -> refused(answered.answer());
            case CommandGateway.Outcome.Pending _ -> pending(id);
            case CommandGateway.Outcome.NotTaken notTaken -> notTaken(id, notTaken.reason());
        };
    }

    private static ResponseEntity<?> refused(CommandAnswered answer) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, answer.reason());
        problem.setProperty("id", answer.id());
        problem.setProperty("scope", answer.scope().name());
        problem.setProperty("revision", answer.revision());
        return ResponseEntity.of(problem).build();
    }

    static ResponseEntity<?> pending(String id) {
        return ResponseEntity.accepted().location(URI.create("/api/commands/" + id)).body(PendingView.of(id));
    }

    static ResponseEntity<?> notTaken(String id, String why) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
                why + ". The same command can be sent again with the same id.");
        problem.setProperty("id", id);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, SOON_SECONDS)
                .body(problem);
    }
}
