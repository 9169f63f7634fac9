/**
 * HTTP, as far as both services answer it alike: what is no request of theirs gets a problem in their words, so that nobody
 * reads a page of the web server's own. Decides nothing of who may do what.
 */
@NullMarked
package io.doorstep.support.web;

import org.jspecify.annotations.NullMarked;
