package io.doorstep.chat.webhook;

/**
 * What a webhook is told.
 *
 * @param id the same however often it is told, by which the receiver knows it again
 * @param body JSON
 */
public record WebhookMessage(String id, String body) {}
