/** The wire format, held against golden files and schemas. */
@NullMarked
package io.doorstep.events.json;

import org.jspecify.annotations.NullMarked;
