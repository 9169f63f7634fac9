/** Tests of who may read what is kept. */
@NullMarked
package io.doorstep.support.files;

import org.jspecify.annotations.NullMarked;
