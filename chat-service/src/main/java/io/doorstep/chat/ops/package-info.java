/**
 * What operators see: status, health, meters. Reads the other parts; resets limiters and changes nothing else.
 */
@NullMarked
package io.doorstep.chat.ops;

import org.jspecify.annotations.NullMarked;
