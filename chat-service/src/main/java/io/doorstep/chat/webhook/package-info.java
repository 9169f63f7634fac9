/**
 * Signed calls to a program of the shop's, by the Standard Webhooks specification: when one is made again, and how the last
 * went. Knows nothing of what it tells.
 */
@NullMarked
package io.doorstep.chat.webhook;

import org.jspecify.annotations.NullMarked;
