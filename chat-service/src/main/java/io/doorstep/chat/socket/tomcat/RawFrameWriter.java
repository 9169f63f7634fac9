package io.doorstep.chat.socket.tomcat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** What leaves a connection besides Tomcat's own frames, until a close has left: nothing may follow that. */
final class RawFrameWriter {
    private final ReentrantLock leaving = new ReentrantLock();
    private volatile boolean ended;

    /** Waits until it has left, as long as a write may take. After the end it is forgotten. */
    void write(SocketWrapperBase<?> connection, ByteBuffer frames) throws IOException {
        leaving.lock();
        try {
            if (!ended) {
                Written written = new Written();
                connection.write(SocketWrapperBase.BlockingMode.BLOCK, ContainerLimits.SEND_MS, TimeUnit.MILLISECONDS,
                        written, SocketWrapperBase.COMPLETE_WRITE_WITH_COMPLETION, written, frames);
                written.check();
            }
        } finally {
            leaving.unlock();
        }
    }

    /** Waits for what is leaving, as long as a close may take. */
    void end() {
        boolean quiet = false;
        try {
            quiet = leaving.tryLock(ContainerLimits.CLOSE_SEND_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
            if (quiet) {
                leaving.unlock();
            }
        }
    }

    /** What became of one write. */
    private static final class Written implements CompletionHandler<Long, Written> {
        private volatile boolean done;
        private volatile @Nullable Throwable error;

        @Override
        public void completed(Long bytes, Written attachment) {
            done = true;
        }

        @Override
        public void failed(Throwable why, Written attachment) {
            error = why;
        }

        void check() throws IOException {
            Throwable why = error;
            if (!done) {
                throw new IOException("not written", why);
            }
        }
    }
}
