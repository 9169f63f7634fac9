/**
 * What an admitted socket and the service say to each other: the frames of a visitor or an agent, turned into calls of the
 * conversation and the desk, and their answers.
 */
@NullMarked
package io.doorstep.chat.socket.dialogue;

import org.jspecify.annotations.NullMarked;
