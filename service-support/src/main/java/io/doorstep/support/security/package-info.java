/**
 * How requests to either service are guarded. Owns what browsers can be tricked into, and nothing of who may call what.
 */
@NullMarked
package io.doorstep.support.security;

import org.jspecify.annotations.NullMarked;
