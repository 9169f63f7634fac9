/**
 * What operators do to an instance over HTTP: resets, and limits and sizes that are set by hand. What it changes goes through
 * the admission, which reports it to its listeners.
 */
@NullMarked
package io.doorstep.chat.ops;

import org.jspecify.annotations.NullMarked;
