package io.doorstep.chat.socket.tomcat;

import jakarta.websocket.Extension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.tomcat.websocket.Constants;
import org.apache.tomcat.websocket.MessagePart;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.TransformationResult;
import org.jspecify.annotations.Nullable;

/**
 * Counts what comes in, in the place where Tomcat would decompress it: the only one that sees control frames, which Tomcat
 * answers before any handler hears of them.
 */
final class FrameMeter implements Transformation {
    private final FrameBudget.Spent spent = new FrameBudget.Spent();
    private BooleanSupplier beforeClose = () -> true;
    private @Nullable Transformation unmasking;
    private @Nullable FrameBudget budget;
    private @Nullable Runnable onFlood;

    /**
     * @param asked before Tomcat writes a close, whoever closes, and may wait; false where the close cannot reach anybody and
     *     is not to be written
     */
    void askBeforeClose(BooleanSupplier asked) {
        beforeClose = asked;
    }

    /** @param flood is told once */
    void watch(FrameBudget limits, Runnable flood) {
        budget = limits;
        onFlood = flood;
    }

    @Override
    public TransformationResult getMoreData(byte opCode, boolean fin, int rsv, ByteBuffer dest) throws IOException {
        int before = dest.position();
        TransformationResult result = next().getMoreData(opCode, fin, rsv, dest);
        FrameBudget limits = budget;
        Runnable flood = onFlood;
        if (limits != null && flood != null && !spent.add(limits, result == TransformationResult.END_OF_FRAME,
                dest.position() - before, System.nanoTime())) {
            onFlood = null;
            flood.run();
        }
        return result;
    }

    private Transformation next() {
        if (unmasking == null) {
            throw new IllegalStateException("Tomcat adds the end of the chain before it reads");
        }
        return unmasking;
    }

    @Override
    public void setNext(Transformation next) {
        unmasking = next;
    }

    @Override
    public boolean validateRsvBits(int bits) {
        return true;
    }

    @Override
    public boolean validateRsv(int rsv, byte opCode) {
        return next().validateRsv(rsv, opCode);
    }

    @Override
    public @Nullable Extension getExtensionResponse() {
        return null;
    }

    @Override
    public List<MessagePart> sendMessagePart(List<MessagePart> parts) throws IOException {
        if (parts.getFirst().getOpCode() == Constants.OPCODE_CLOSE && !beforeClose.getAsBoolean()) {
            return List.of();
        }
        return next().sendMessagePart(parts);
    }

    @Override
    public void close() {
        next().close();
    }
}
