/**
 * Tomcat's connector, as far as it has to be another one: it follows each connection as long as it is no socket, names what
 * is wrong with what it refuses, and lets through what a service wants to refuse itself.
 */
@NullMarked
package io.doorstep.support.connector;

import org.jspecify.annotations.NullMarked;
