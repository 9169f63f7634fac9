package io.doorstep.chat.unanswered;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.chat.conversation.ConversationListener;
import io.doorstep.chat.conversation.ConversationView;
import io.doorstep.chat.webhook.WebhookMessage;
import io.doorstep.events.ChatUnanswered;
import io.doorstep.events.EventType;
import io.doorstep.events.json.DoorstepJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Tells a webhook what this instance has said in the log first, once the log shows it. */
public final class UnansweredWebhook implements ConversationListener {
    private static final int ID_BYTES = 16;

    private final String instance;
    private final Consumer<WebhookMessage> webhook;

    /** @param webhook takes a message without waiting */
    public UnansweredWebhook(String instance, Consumer<WebhookMessage> webhook) {
        this.instance = instance;
        this.webhook = webhook;
    }

    @Override
    public void onChanged(ConversationView view) {}

    @Override
    public void onUnanswered(ChatUnanswered told, Instant time) {
        if (told.instance().equals(instance)) {
            webhook.accept(message(told, time));
        }
    }

    /** @param timestamp when the event happened */
    private record Payload(String type, String timestamp, ChatUnanswered data) {}

    static WebhookMessage message(ChatUnanswered told, Instant time) {
        return new WebhookMessage(idOf(told), DoorstepJson.mapper().writeValueAsString(
                new Payload(EventType.CHAT_UNANSWERED.typeName(), time.toString(), told)));
    }

    /** The same for the same wait, whichever instance tells of it. */
    private static String idOf(ChatUnanswered told) {
        String wait = told.key() + '/' + told.firstSequence() + '/' + told.waitingSinceMs();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(wait.getBytes(UTF_8));
            return "msg_" + HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
