@NullMarked
package io.doorstep.support.web;

import org.jspecify.annotations.NullMarked;
