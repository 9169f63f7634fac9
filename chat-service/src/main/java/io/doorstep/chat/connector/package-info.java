/**
 * Tomcat's connector, as far as it has to be another one: it lets through what can be read as an upgrade, bounds what a
 * connection may cost before it has become a socket, and names what is wrong with what it refuses.
 */
@NullMarked
package io.doorstep.chat.connector;

import org.jspecify.annotations.NullMarked;
