/**
 * What usage looked like: events folded into what one client did in a window, clients folded into scopes, scopes into
 * patterns; and which events never came. Pure: no clock, no Kafka, no Spring, so that the same fold serves the stream, a replay and a test. Public are
 * the steps of the fold, since the topology keeps them in stores and sends them between tasks.
 */
@NullMarked
package io.doorstep.analytics.usage;

import org.jspecify.annotations.NullMarked;
