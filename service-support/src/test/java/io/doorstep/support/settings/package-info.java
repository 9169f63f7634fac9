/** Tests of what is said about wrong settings. */
@NullMarked
package io.doorstep.support.settings;

import org.jspecify.annotations.NullMarked;
