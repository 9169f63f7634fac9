package io.doorstep.chat.limits;

import java.time.Instant;

/** Which operator changed something, and when. */
public record SetBy(String operator, Instant since) {}
