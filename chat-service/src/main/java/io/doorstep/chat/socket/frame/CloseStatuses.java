package io.doorstep.chat.socket.frame;

import io.doorstep.events.ErrorCode;
import org.springframework.web.socket.CloseStatus;

/** Close statuses with a reason that programs can read: {@code CODE;retry=12}, in seconds, rounded up. */
public final class CloseStatuses {
    private static final int POLICY_VIOLATION = 1008;

    private CloseStatuses() {}

    public static CloseStatus status(ErrorCode code, long retryAfterMs) {
        return status(code.closeStatus() == 0 ? POLICY_VIOLATION : code.closeStatus(), code, retryAfterMs);
    }

    /** For those who are inside when the service stops. */
    public static CloseStatus goingAway(ErrorCode code, long retryAfterMs) {
        return status(CloseStatus.GOING_AWAY.getCode(), code, retryAfterMs);
    }

    private static CloseStatus status(int status, ErrorCode code, long retryAfterMs) {
        String retry = retryAfterMs > 0 ? ";retry=" + Math.ceilDiv(retryAfterMs, 1000L) : "";
        return new CloseStatus(status, code.name() + retry);
    }
}
