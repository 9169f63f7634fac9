package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import io.doorstep.system.Dialogue.Kind;
import io.doorstep.system.Dialogue.Step;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays a dialogue against a running service. */
final class Stage {
    private static final Pattern CONNECT = Pattern.compile("(sign in and )?connect (\\S+)(?: (\\S+)=(\\S+))?");
    private static final Pattern CLOSE = Pattern.compile("close (\\d+) (\\S+)");
    private static final Pattern CALL = Pattern.compile("POST (\\S+) (.+)");
    private static final Pattern ANSWER = Pattern.compile("(\\d+) (.+)");

    private static final Pattern SANCTION = Pattern.compile("(WARNED|BANNED) for ([A-Z_]+)");

    private final RunningChat chat;
    private final @Nullable StoppableBroker broker;
    private final Map<String, Actor> actors = new HashMap<>();
    private @Nullable HttpResponse<String> answer;

    /** @param broker to be stopped and started by the dialogue */
    Stage(List<String> settings, @Nullable StoppableBroker broker) {
        this.broker = broker;
        this.chat = RunningChat.with(settings.toArray(String[]::new));
    }

    static void play(Dialogue dialogue, KafkaBroker kafka, @Nullable StoppableBroker own) {
        Stage stage = new Stage(
                Stream.concat(dialogue.settings().stream(), Stream.of(RunningChat.at(kafka))).toList(), own);
        try {
            dialogue.steps().forEach(stage::play);
        } finally {
            stage.actors.values().forEach(actor -> actor.visitor.close());
            stage.chat.close();
        }
    }

    private void play(Step step) {
        switch (step.who()) {
            case "http" -> call(step);
            case "learner" -> sanction(Objects.requireNonNull(broker), match(SANCTION, step.what()));
            case "kafka" -> operate(Objects.requireNonNull(broker), step.what());
            case "service" -> chat.close();
            default -> converse(step);
        }
    }

    /** As the learner would, who restricts the visitors' address for ten minutes. */
    private static void sanction(KafkaBroker broker, MatchResult how) {
        Instant now = Instant.now();
        long end = now.plus(Duration.ofMinutes(10)).toEpochMilli();
        Topics.publish(broker, new Sanction(
                new Pseudonyms(RunningChat.SECRET).of(ClientKey.ofAddress("127.0.0.1")),
                SanctionRule.valueOf(how.group(2)), SanctionStep.valueOf(how.group(1)), true, null,
                now.toEpochMilli(), end, end, List.of(), null, null));
    }

    private static void operate(StoppableBroker broker, String what) {
        if (what.equals("stop")) {
            broker.stop();
        } else {
            broker.start();
        }
    }

    private void call(Step step) {
        if (step.kind() == Kind.SENDS) {
            MatchResult call = match(CALL, step.what());
            answer = chat.post(call.group(1), call.group(2));
            return;
        }
        MatchResult expected = match(ANSWER, step.what());
        var got = Objects.requireNonNull(answer);
        assertThat(got.statusCode()).isEqualTo(Integer.parseInt(expected.group(1)));
        JsonNode shown = JsonMapper.shared().readTree(expected.group(2));
        assertThat(Likeness.of(shown, RunningChat.json(got))).as("%s is like %s", got.body(), shown).isTrue();
    }

    private void converse(Step step) {
        switch (step.kind()) {
            case ACTION -> actors.put(step.who(), connect(match(CONNECT, step.what())));
            case SENDS -> actor(step).visitor.send(step.what());
            case GETS -> actor(step).gets(step.what());
        }
    }

    private Actor actor(Step step) {
        return Objects.requireNonNull(actors.get(step.who()), step.who());
    }

    private Actor connect(MatchResult how) {
        URI uri = URI.create("ws://127.0.0.1:" + chat.port() + how.group(2));
        String[] headers = how.group(1) != null
                ? chat.signedIn()
                : how.group(3) != null ? new String[]{how.group(3), how.group(4)} : new String[0];
        return new Actor(Visitor.decided(uri, headers));
    }

    private static MatchResult match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not " + pattern + ": " + text);
        }
        return matcher.toMatchResult();
    }

    /** One socket of the dialogue, and how far what it heard has been looked at. */
    private static final class Actor {
        private final Visitor visitor;
        private int looked;

        Actor(Visitor visitor) {
            this.visitor = visitor;
        }

        void gets(String what) {
            if (what.startsWith("close")) {
                MatchResult close = match(CLOSE, what);
                assertThat(visitor.closed().status()).isEqualTo(Integer.parseInt(close.group(1)));
                assertThat(withoutWait(visitor.closed().reason())).isEqualTo(withoutWait(close.group(2)));
                return;
            }
            JsonNode shown = JsonMapper.shared().readTree(what);
            await(what).untilAsserted(
                    () -> assertThat(next(shown)).as("among %s", visitor.frames()).isNotNegative());
            looked = next(shown) + 1;
        }

        private static String withoutWait(String reason) {
            return reason.replaceAll("\\d+$", "");
        }

        /** Where the frame is among those that have not been looked at; those before it are passed over. */
        private int next(JsonNode shown) {
            List<JsonNode> frames = visitor.frames();
            for (int i = looked; i < frames.size(); i++) {
                if (Likeness.of(shown, frames.get(i))) {
                    return i;
                }
            }
            return -1;
        }
    }
}
