/**
 * What is kept on disk. Owns who may read it.
 */
@NullMarked
package io.doorstep.support.files;

import org.jspecify.annotations.NullMarked;
