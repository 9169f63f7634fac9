/**
 * Why somebody is refused: the one shape of a rejection, and the catalogue of all there are. Nobody else makes one, so that
 * {@code docs/protocol.md} can list them.
 */
@NullMarked
package io.doorstep.chat.rejection;

import org.jspecify.annotations.NullMarked;
