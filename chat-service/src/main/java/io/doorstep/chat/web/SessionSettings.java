package io.doorstep.chat.web;

import java.time.Duration;

/** @param lifetime of a session id that is issued */
public record SessionSettings(Duration lifetime) {}
