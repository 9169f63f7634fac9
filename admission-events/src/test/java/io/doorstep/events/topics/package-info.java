/** What is said of topics. */
@NullMarked
package io.doorstep.events.topics;

import org.jspecify.annotations.NullMarked;
