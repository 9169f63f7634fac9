/**
 * HTTP, as far as both services read and speak it alike: origins of pages as browsers write them, and the answers to what
 * is no request of theirs, so that nobody reads a page of the web server's own. Decides nothing of who may do what.
 */
@NullMarked
package io.doorstep.support.web;

import org.jspecify.annotations.NullMarked;
