/** Whom a request is from, behind proxies that are trusted and others. */
@NullMarked
package io.doorstep.support.forwarding;

import org.jspecify.annotations.NullMarked;
