package io.doorstep.support.passwords;

import java.time.Duration;

/**
 * How many wrong passwords a client may send.
 *
 * @param failures of one client in any window
 * @param window its length
 */
public record PasswordLimits(int failures, Duration window) {}
