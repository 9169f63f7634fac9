/**
 * What visitors get over HTTP: product pages and chat sessions.
 */
@NullMarked
package io.doorstep.chat.web;

import org.jspecify.annotations.NullMarked;
