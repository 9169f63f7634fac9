/**
 * The desk where agents answer: which conversations wait there, and who is at it, on all instances. Knows conversations,
 * not the sockets agents have nor the topic that other instances are heard on.
 */
@NullMarked
package io.doorstep.chat.desk;

import org.jspecify.annotations.NullMarked;
