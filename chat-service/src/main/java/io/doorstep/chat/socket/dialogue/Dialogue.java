package io.doorstep.chat.socket.dialogue;

/** What is said on an admitted socket. Called on the thread that reads, but for {@link #end}. */
public interface Dialogue {

    /** Sends the first frame, and everything that follows from being in. */
    void begin();

    /** A text frame has come, whole. */
    void onFrame(String text);

    /** Lets go of what it holds; may be called before {@link #begin} has returned, and more than once. */
    void end();

    /** Whether the socket is closed when it has carried no message for long. */
    default boolean mayIdleOut() {
        return true;
    }
}
