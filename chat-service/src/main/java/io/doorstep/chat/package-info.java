/**
 * The application: what is put together at its start, and who may call what.
 */
@NullMarked
package io.doorstep.chat;

import org.jspecify.annotations.NullMarked;
