/**
 * What the web server's connector has to know of sockets: which requests can be read as an upgrade, so that they are let
 * through to be explained, and what is wrong with those that cannot.
 */
@NullMarked
package io.doorstep.chat.connector;

import org.jspecify.annotations.NullMarked;
