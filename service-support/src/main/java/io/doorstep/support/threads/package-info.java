/**
 * The background threads of a service: none of them can die unseen.
 */
@NullMarked
package io.doorstep.support.threads;

import org.jspecify.annotations.NullMarked;
