/**
 * The scripts of pages, and the languages they speak: modules joined into one file, made small, and known by what is in them.
 */
@NullMarked
package io.doorstep.chat.script;

import org.jspecify.annotations.NullMarked;
