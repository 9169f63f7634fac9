package io.doorstep.chat.socket.tomcat;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections that are being closed. Each ends within a time, whatever its peer does or fails to do; where there are
 * too many, the oldest end sooner. All wait equally long, so they are due in the order they came.
 */
public final class ClosingConnections {
    private final long patienceNanos;
    private final int most;
    private final Queue<CloseDeadline> due = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /**
     * @param patience how long a peer may take to answer a close
     * @param most that may be closing at once, at least 1
     */
    public ClosingConnections(Duration patience, int most) {
        this.patienceNanos = patience.toNanos();
        this.most = most;
    }

    /** The close of a connection begins: its reason is being sent. */
    void begin(TcpConnection tcpConnection, long nowNanos) {
        CloseDeadline next = new CloseDeadline(tcpConnection, nowNanos + patienceNanos);
        if (!tcpConnection.beginClosing(next)) {
            return;
        }
        due.add(next);
        if (count.incrementAndGet() > most) {
            endOldest();
        }
    }

    private void endOldest() {
        CloseDeadline oldest = due.poll();
        while (oldest != null && !oldest.end()) {
            oldest = due.poll();
        }
    }

    /** A connection whose close had begun has ended. */
    void ended() {
        count.decrementAndGet();
    }

    /** To be called several times a second. */
    public void endOverdue(long nowNanos) {
        for (CloseDeadline oldest = due.peek(); oldest != null && oldest.isBy(nowNanos); oldest = due.peek()) {
            if (due.remove(oldest)) {
                oldest.end();
            }
        }
    }

    public int count() {
        return count.get();
    }

    boolean isFull() {
        return count.get() >= most;
    }
}
