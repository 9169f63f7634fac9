/**
 * What operators see of an instance: health, meters, status, log lines. Reads the other rooms and changes nothing.
 */
@NullMarked
package io.doorstep.chat.status;

import org.jspecify.annotations.NullMarked;
