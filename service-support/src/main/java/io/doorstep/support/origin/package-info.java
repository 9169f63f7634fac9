/**
 * Origins and hosts of web pages as browsers write them, and which of them are a service's own. Decides nothing of who may
 * do what.
 */
@NullMarked
package io.doorstep.support.origin;

import org.jspecify.annotations.NullMarked;
