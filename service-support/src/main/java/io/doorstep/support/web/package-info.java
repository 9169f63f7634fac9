/**
 * Origins of pages, as browsers write them. Owns what counts as the same origin, and nothing of which origins may do
 * what.
 */
@NullMarked
package io.doorstep.support.web;

import org.jspecify.annotations.NullMarked;
