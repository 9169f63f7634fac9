/**
 * What instances tell each other on {@code admission.claims}, and its compact form: one line of text a record. No event of
 * CloudEvents, since every instance reads as many of them as all instances together admit sockets.
 */
@NullMarked
package io.doorstep.events.claims;

import org.jspecify.annotations.NullMarked;
