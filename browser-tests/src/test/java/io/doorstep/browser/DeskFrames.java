package io.doorstep.browser;

/** What the server says to a desk, each frame and part of one a script's object; all of session {@code s}. */
final class DeskFrames {
    static final String LONG_AGO = "new Date(Date.now() - 190_000).toISOString()";
    static final String JUST_NOW = "new Date(Date.now() - 5_000).toISOString()";

    private DeskFrames() {}

    /** All that there is when a desk is opened. */
    static String deskWith(String... conversations) {
        return "{type: 'desk', connection_id: 'c', name: 'Tom', agents: [{name: 'Tom'}], conversations: ["
                + String.join(",", conversations) + "]}";
    }

    /** A conversation as the list shows it, with its visitor there and nothing unread. */
    static String summary(String product, String state, String more) {
        return "{product_id: '" + product + "', session_id: 's', state: '" + state
                + "', unread: 0, visitors: 1, agents: [], " + more + "}";
    }

    /** The part of a summary that tells the visitor's last message. */
    static String said(String text, String time) {
        return "last: {author: 'visitor', text: '" + text + "', time: " + time + "}";
    }

    /** A conversation is new, or not as it was. */
    static String changed(String summary) {
        return "{type: 'conversation', conversation: " + summary + "}";
    }

    /** What a desk is told that opens a conversation. */
    static String opened(String product, String... messages) {
        return "{type: 'opened', product_id: '" + product
                + "', session_id: 's', state: 'open', visitors: 1, complete: true, messages: ["
                + String.join(",", messages) + "]}";
    }

    /** A message about product 11. */
    static String message(int sequence, String author, String text) {
        return "{type: 'message', product_id: '11', session_id: 's', sequence: " + sequence + ", " + author
                + ", text: '" + text + "', client_message_id: 'm" + sequence + "', time: new Date().toISOString()}";
    }

    /** What an agent wrote about product 11 has arrived: {@code pending: true}, or with its sequence. */
    static String ack(Object id, String how) {
        return "{type: 'ack', client_message_id: '" + id + "', " + how + ", product_id: '11', session_id: 's'}";
    }
}
