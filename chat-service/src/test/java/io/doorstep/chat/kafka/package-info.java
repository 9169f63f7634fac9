/** What is published, and when. */
@NullMarked
package io.doorstep.chat.kafka;

import org.jspecify.annotations.NullMarked;
