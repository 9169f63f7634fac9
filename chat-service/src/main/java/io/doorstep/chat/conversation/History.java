package io.doorstep.chat.conversation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest messages of one conversation, oldest first, up to a number of bytes; the last one is always kept. Remembers
 * the ids of messages a little longer than the messages, to know those that are sent again. Not thread-safe.
 */
final class History {
    private static final int MESSAGE_OVERHEAD = 120;
    private static final int ID_OVERHEAD = 120;
    private static final int MOST_IDS = 512;

    private final int maxBytes;
    private final Deque<Message> messages = new ArrayDeque<>(2);
    private Map<MessageId, Long> ids = Map.of();
    private long firstSeen = -1;
    private long lastSequence = -1;
    private long forgottenUpTo;
    private int bytes;

    /** @param forgottenUpTo the last sequence that was known of this conversation and is forgotten; -1 for none */
    History(int maxBytes, long forgottenUpTo) {
        this.maxBytes = maxBytes;
        this.forgottenUpTo = forgottenUpTo;
    }

    /** Takes notice of a record of the conversation; false where it is known already. */
    boolean advanceTo(long sequence) {
        if (sequence <= lastSequence) {
            return false;
        }
        if (firstSeen < 0) {
            firstSeen = sequence;
        }
        lastSequence = sequence;
        return true;
    }

    void add(Message message) {
        messages.addLast(message);
        bytes += bytesOf(message);
        remember(message);
        while (bytes > maxBytes && messages.size() > 1) {
            Message oldest = messages.removeFirst();
            bytes -= bytesOf(oldest);
            forgottenUpTo = Math.max(forgottenUpTo, oldest.sequence());
        }
    }

    private void remember(Message message) {
        if (ids.isEmpty()) {
            ids = new LinkedHashMap<>();
        }
        ids.put(message.id(), message.sequence());
        if (ids.size() > MOST_IDS) {
            ids.remove(ids.keySet().iterator().next());
        }
    }

    private static int bytesOf(Message message) {
        return MESSAGE_OVERHEAD + 2 * (message.text().length() + message.connectionId().length()
                + message.clientMessageId().length());
    }

    /** The sequence under which this message came first; -1 where it is not known. */
    long sequenceOf(MessageId id) {
        return ids.getOrDefault(id, -1L);
    }

    /** -1 where there is none. */
    long lastSequence() {
        return lastSequence;
    }

    /** Messages of the visitor after this sequence. */
    int ofVisitorAfter(long sequence) {
        return (int) messages.stream().filter(message -> message.isOfVisitor() && message.sequence() > sequence)
                .count();
    }

    @Nullable
    Message last() {
        return messages.peekLast();
    }

    List<Message> after(long sequence) {
        List<Message> later = new ArrayList<>(messages);
        later.removeIf(message -> message.sequence() <= sequence);
        return later;
    }

    /**
     * Whether nothing that came after this sequence is missing. One that is older than all that was seen here proves that
     * there was more.
     */
    boolean isCompleteAfter(long sequence) {
        return sequence < 0
                ? forgottenUpTo < 0
                : firstSeen >= 0 && sequence >= Math.max(firstSeen, forgottenUpTo);
    }

    /** About what it takes in memory. */
    int bytes() {
        return bytes + ids.size() * ID_OVERHEAD;
    }
}
