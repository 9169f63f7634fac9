package io.doorstep.benchmarks.sockets;

/** A line with which one can do what a good client would not. */
public interface WildLine extends Sockets.Line {

    /** Sends any text as a frame. */
    void text(String text);

    /** Sends bytes in place of a frame. */
    void raw(byte[] bytes);

    /** Reads nothing any more, pings and closes among it, and stays connected; {@link #reset} is all that ends it. */
    void freeze();
}
