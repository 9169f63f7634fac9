/** Webhook calls, signed, made again, and received by a server of the tests. */
@NullMarked
package io.doorstep.chat.webhook;

import org.jspecify.annotations.NullMarked;
